#include "occupations/title.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <ats/error.hpp>

#include "occupations/compounds.hpp"

using namespace ats::occupations;

namespace {

double near(char const* a, char const* b) { return similarity(Title(a), Title(b)); }
double relation(char const* field, char const* title) { return field_relation(Title(field), Title(title)); }

using Pairs = std::vector<std::pair<char const*, char const*>>;

}  // namespace

TEST_CASE("titles of one occupation are near in other words") {
    CHECK(near("Registered Nurse", "RN") > 0.95);
    CHECK(near("Java Developer", "Java Programmer") > 0.95);
    CHECK(near("HR Manager", "Human Resources Business Partner") > 0.6);
    CHECK(near("Payroll Clerk", "Payroll Specialist") > 0.6);
    CHECK(near("Kindergarten Teacher", "Preschool Teacher") > 0.5);
}

TEST_CASE("titles of other work are far, though a word or its beginning is shared") {
    CHECK(near("Product Manager", "Production Manager") < 0.3);
    CHECK(near("Registered Nurse", "Nursery Worker") < 0.15);
    CHECK(near("Software Engineer", "Mechanical Engineer") < 0.2);
    CHECK(near("Accountant", "Chef") < 0.05);
    CHECK(near("Accountant", "Sales Manager") < 0.05);
}

TEST_CASE("a title is found in another language") {
    for (auto const& [title, english] : Pairs{{"Softwareentwickler", "Software Developer"},
                                              {"Buchhalter", "Bookkeeper"},
                                              {"Koch", "Cook"},
                                              {"Elektriker", "Electrician"},
                                              {"Comptable", "Accountant"},
                                              {"Infirmière", "Nurse"},
                                              {"Enfermera", "Nurse"},
                                              {"Contabil", "Accountant"},
                                              {"Księgowa", "Accountant"},
                                              {"Boekhouder", "Bookkeeper"}}) {
        CAPTURE(title);
        CHECK(near(title, english) > 0.35);
        CHECK(near(title, "Truck Driver") < 0.15);
    }
}

TEST_CASE("marks of gender and ranks do not change the occupation; the level is a value of its own") {
    CHECK(near("Buchhalter (m/w/d)", "Buchhalter:in") > 0.95);
    CHECK(near("Senior Accountant", "Accountant II") > 0.95);
    CHECK(Title("Senior Accountant").level() == 2);
    CHECK(Title("Head of Accounting").level() == 4);
    CHECK(Title("Accountant").level() == 0);
    CHECK(Title("Junior Accountant").level() == -1);
    CHECK(Title("Trainee Warehouse Manager").level() == -2);
    CHECK(Title("Praktikantin Einkauf").level() == -2);
}

TEST_CASE("a field of work is that of its occupations' titles") {
    for (auto const& [field, title] : Pairs{{"accounting", "Accountant"},
                                            {"nursing", "Registered Nurse"},
                                            {"software development", "Software Engineer"},
                                            {"teaching", "Teacher"},
                                            {"sales", "Sales Representative"},
                                            {"marketing", "Marketing Manager"},
                                            {"recruitment", "Recruiter"},
                                            {"logistics", "Logistics Manager"},
                                            {"bookkeeping", "Bookkeeper"},
                                            {"welding", "Welder"},
                                            {"carpentry", "Carpenter"},
                                            {"plumbing", "Plumber"},
                                            {"data analysis", "Data Analyst"},
                                            {"project management", "Project Manager"},
                                            {"human resources", "HR Manager"},
                                            {"customer service", "Customer Service Representative"},
                                            {"graphic design", "Graphic Designer"},
                                            {"web development", "Web Developer"},
                                            {"payroll", "Payroll Clerk"},
                                            {"Buchhaltung", "Buchhalter"},
                                            {"Pflege", "Pflegefachkraft"},
                                            {"contabilidad", "Contable"}}) {
        CAPTURE(field);
        CHECK(relation(field, title) >= in_field);
    }
}

TEST_CASE("a field of work is not that of other titles") {
    for (auto const& [field, title] : Pairs{{"accounting", "Chef"},
                                            {"data engineering", "Mechanical Engineer"},
                                            {"sales", "Store Manager"},
                                            {"project management", "Store Manager"},
                                            {"marketing", "Accountant"},
                                            {"teaching", "Driver"},
                                            {"customer service", "Server Engineer"}}) {
        CAPTURE(field);
        CHECK(relation(field, title) < in_field);
    }
}

TEST_CASE("a word that no title has is taken for the one that it is most like") {
    CHECK(near("Accountent", "Accountant") > 0.1);
    CHECK(near("Accountent", "Truck Driver") < 0.01);
    CHECK_FALSE(Title("Qwrtzy").known());
    CHECK_FALSE(Title("").known());
    CHECK_FALSE(Title("(m/w/d)").known());
}

TEST_CASE("German compounds are split into words that stand in titles") {
    std::unordered_map<std::string_view, int> const counts{
        {"software", 3}, {"entwickler", 5}, {"arbeit", 2}, {"recht", 2}, {"anwalt", 1}};
    Compounds const compounds(Language::german, counts);
    CHECK(compounds.split("softwareentwicklerin") ==
          std::vector<std::string_view>{"software", "entwicklerin"});
    CHECK(compounds.split("arbeitsrecht") == std::vector<std::string_view>{"arbeits", "recht"});
    CHECK(compounds.split("rechtsanwalt").empty());  // "Anwalt" stands in one title only.
    CHECK(compounds.split("software").empty());
}

TEST_CASE("a table of occupations that is cut off or something else is refused") {
    CHECK_THROWS_AS(OccupationTable("something else"), ats::CallerError);
    CHECK_THROWS_AS(OccupationTable(std::string_view("ATSOCC1\n\x01\x00\x00\x00", 12)), ats::CallerError);
}
