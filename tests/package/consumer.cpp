// What an HR system does: a client of its own, a resume scored, an error of the library caught.

// Headers and macros that get in the way elsewhere; ours must stand it.
#include <elf.h>
#define ERROR 1
#define small 2
#define interface struct
#include <ats/ats.hpp>
#undef interface
#undef small
#undef ERROR

#include <iostream>

#include <ats/testing.hpp>

namespace {

class HouseModel final : public ats::LlmClient {
public:
    ats::LlmReply complete(ats::LlmRequest const& request, ats::CallContext const&) override {
        ats::LlmReply reply;
        reply.model = "house-model";
        reply.text = ats::testing::valid_reply(request, 4);
        return reply;
    }
};

int failures = 0;

void expect(bool fine, char const* what) {
    if (!fine) {
        std::cerr << "not so: " << what << "\n";
        ++failures;
    }
}

// The smallest PDF with a word on its page: the installed library must find the installed worker.
std::string one_word_pdf() {
    return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
           "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 "
           "R>>>>>>endobj\n"
           "4 0 obj<</Length 38>>stream\nBT /F1 18 Tf 20 100 Td (Nurse) Tj ET   \nendstream endobj\n"
           "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
           "trailer<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace

int main() {
    auto const criteria = ats::criteria_from_texts({"Nursing"});
    ats::ResumeScorer const scorer(std::make_shared<HouseModel>(), criteria);
    auto const card = scorer.score(ats::Document::from_text("cv.txt", "Nurse since 2019\n"));
    expect(card.total == 4, "a client of the program scores a resume");
    expect(card.engine == "house-model", "the scorecard names the engine");
    expect(card.scores.at(0).evidence.at(0).verified, "the quote is found in the resume");

    ats::DocumentReader const reader;
    expect(reader.read(one_word_pdf(), "cv.pdf").text == "Nurse\n", "the installed worker reads a PDF");
    expect(reader.read("# Nurse\n\n**2019**\n", "cv.md").text == "Nurse\n2019\n",
           "the installed worker reads Markdown");
    try {
        reader.read("", "empty.pdf");
        expect(false, "an empty file is refused");
    } catch (ats::DocumentError const& error) {
        expect(error.code() == ats::ErrorCode::document_empty, "the error of the library has its code");
        expect(error.document() == "empty.pdf", "the error names the document");
    }
    expect(std::string(ats::version()) == "0.1.0", "headers and library are of one version");
    std::cout << (failures == 0 ? "the installed library works\n" : "the installed library is broken\n");
    return failures == 0 ? 0 : 1;
}
