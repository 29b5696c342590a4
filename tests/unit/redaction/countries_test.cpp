#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <ats/redaction.hpp>

namespace {

struct Header {
    std::string text, redacted;
};

/// The towns, which criteria may ask for, stay.
void check(std::vector<Header> const& headers) {
    std::string const body = "\n\nExperience\nLogistics planner, Northwind Traders, 2015 - 2020\n";
    for (auto const& header : headers) {
        CAPTURE(header.text);
        CHECK(ats::redact(header.text + body).text == header.redacted + body);
    }
}

}  // namespace

TEST_CASE("redaction reads headers as they are written in the United States") {
    check({{"Jane Doe\n1425 W. Maple Ave., Apt. 3B, Dayton, OH 45402-1234\nCell: 937.555.0142 | "
            "jdoe@example.com",
            "[NAME]\n[ADDRESS 1], Dayton, OH [PHONE 1]\nCell: [PHONE 2] | [EMAIL 1]"},
           {"Marcus Hale\nP.O. Box 118, Butte, MT 59701\n(406) 555-0188 x12",
            "[NAME]\n[ADDRESS 1], Butte, MT [ADDRESS 2]\n[PHONE 1] x12"},
           {"Luz Ortega\n88 Calle del Sol Ct Unit #5, Tucson AZ 85701\n+1 520 555 0133\nDOB: 04/12/1988",
            "[NAME]\n88 [ADDRESS 1], Tucson AZ [ADDRESS 2]\n[PHONE 1]\nDOB: [BIRTH DATE]"},
           {"Ann Roe\nAge: 34 | Single | US Citizen\n1 (800) 555-0142",
            "[NAME]\nAge: [BIRTH DATE] | [PERSONAL 1] | US Citizen\n[PHONE 1]"}});
}

TEST_CASE("redaction reads headers as they are written in Great Britain") {
    check({{"Oliver Finch\nFlat 2, 17 Elm Park Gardens, London SW10 9PE\n07700 900123\noliver@example.co.uk",
            "[NAME]\n[ADDRESS 1], London [ADDRESS 2]\n[PHONE 1]\n[EMAIL 1]"},
           {"Nia Rees\n14B High St, Cardiff CF10 1AA\nTel: +44 (0)29 2018 0123\nD.O.B. 3rd May 1990",
            "[NAME]\n[ADDRESS 1], Cardiff [ADDRESS 2]\nTel: [PHONE 1]\nD.O.B. [BIRTH DATE]"},
           {"Tom Hartley\nThe Old Mill, Church Lane, Leeds, LS1 4DY\nMobile 07911 123 456\nDriving licence: "
            "full",
            "[NAME]\nThe Old Mill, Church Lane, Leeds, [ADDRESS 1]\nMobile [PHONE 1]\nDriving licence: full"},
           {"Priti Shah\n221 Baker Street\nLondon\nNW1 6XE\n020 7946 0958",
            "[NAME]\n[ADDRESS 1]\nLondon\n[ADDRESS 2]\n[PHONE 1]"}});
}

TEST_CASE("redaction reads headers as they are written in Germany") {
    check({{"Jörg Krämer\nLindenstr. 4a\nD-10969 Berlin\nTel. 030/1234567\ngeb. am 12.05.1980 in Köln",
            "[NAME]\n[ADDRESS 1]\n[ADDRESS 2] Berlin\nTel. [PHONE 1]\ngeb. am [BIRTH DATE]"},
           {"Heike Vogt\nAn der alten Mühle 12, 01067 Dresden\nMobil: 0151-234 567 89\nFamilienstand: "
            "verheiratet, 2 Kinder",
            "[NAME]\n[ADDRESS 1], [ADDRESS 2] Dresden\nMobil: [PHONE 1]\nFamilienstand: [PERSONAL 1]"},
           {"Emre Yıldız\nGeburtsdatum/-ort: 01.02.1991, Izmir\nStaatsangehörigkeit: türkisch\n+49 (0) 176 / "
            "12 34 56 78",
            "[NAME]\nGeburtsdatum/-ort: [BIRTH DATE]\nStaatsangehörigkeit: [PERSONAL 1]\n[PHONE 1]"},
           {"Karl Brandt\nHauptstraße 15\n79098 Freiburg im Breisgau\n* 3. März 1985 in Ulm\n0761 2345678",
            "[NAME]\n[ADDRESS 1]\n[ADDRESS 2] Freiburg im Breisgau\n* [BIRTH DATE]\n[PHONE 1]"}});
}

TEST_CASE("redaction reads headers as they are written in France") {
    check(
        {{"Élodie Lefèvre\n12, rue de la République\n69002 Lyon\n06.12.34.56.78\nNée le 03/03/1991 à Dijon "
          "(33 ans)",
          "[NAME]\n[ADDRESS 1]\n[ADDRESS 2] Lyon\n[PHONE 1]\nNée le [BIRTH DATE])"},
         {"Hugo Petit\n3 bis, av. Jean-Jaurès – 31000 Toulouse\n+33 (0)6 12 34 56 78\nMarié, 2 enfants, "
          "permis B",
          "[NAME]\n[ADDRESS 1] [ADDRESS 2] Toulouse\n[PHONE 1]\n[PERSONAL 1], [PERSONAL 2], permis B"},
         {"Inès Caron\nRésidence Les Pins, Bât. C, 5 allée des Mimosas, 06000 Nice\nTél : 04 93 00 11 22\n28 "
          "ans, célibataire",
          "[NAME]\nRésidence Les Pins, Bât. C, [ADDRESS 1], [ADDRESS 2] Nice\nTél : [PHONE 1]\n[PERSONAL 1], "
          "[PERSONAL 2]"}});
}

TEST_CASE("redaction reads headers as they are written in Spain") {
    check({{"Íñigo Zabala\nC/ Mayor, 5, 3º B\n28013 Madrid\nMóvil: 612 34 56 78\nFecha de nacimiento: 4 de "
            "mayo de 1990",
            "[NAME]\n[ADDRESS 1], 3º B\n[ADDRESS 2] Madrid\nMóvil: [PHONE 1]\nFecha de nacimiento: [BIRTH "
            "DATE]"},
           {"María López\nAvda. de la Constitución nº 12, 2ºA, 41001 Sevilla\nTfno. 954 123 456\nDNI: "
            "12345678Z",
            "[NAME]\n[ADDRESS 1], 2ºA, [ADDRESS 2] Sevilla\nTfno. [PHONE 1]\nDNI: [PERSONAL 1]"},
           {"Pau Ferrer\nCarrer de Balmes 103, 08008 Barcelona\n+34 931 234 567\nNacido el 12/10/1985 en "
            "Girona",
            "[NAME]\n[ADDRESS 1], [ADDRESS 2] Barcelona\n[PHONE 1]\nNacido el [BIRTH DATE]"}});
}

TEST_CASE("redaction reads headers as they are written in Romania") {
    check({{"Ștefan Țurcanu\nStr. Mihai Eminescu nr. 14, bl. B2, sc. A, et. 3, ap. 12, Iași\nTelefon: "
            "0722.123.456\nData nașterii: 14.07.1990",
            "[NAME]\n[ADDRESS 1], Iași\nTelefon: [PHONE 1]\nData nașterii: [BIRTH DATE]"},
           {"Ioana Popa\nB-dul Unirii 27, sector 5, 050123 București\n(+40) 722 123 456\nCNP: 2900714123456",
            "[NAME]\n[ADDRESS 1], [ADDRESS 2] București\n[PHONE 1]\nCNP: [PHONE 2]"},
           {"Radu Munteanu\nNăscut la 5 mai 1988, Cluj\nstare civilă: căsătorit\ntel. 021 312 34 56",
            "[NAME]\nNăscut la [BIRTH DATE], Cluj\nstare civilă: [PERSONAL 1]\ntel. [PHONE 1]"}});
}

TEST_CASE("redaction reads headers as they are written in India") {
    check({{"Rohit Verma\nS/o Shri Anil Verma\nH. No. 12-3-45/A, Street No. 4, Himayat Nagar, Hyderabad - "
            "500029\nMob: +91-9876543210",
            "[NAME]\nS/o [PERSONAL 1]\n[ADDRESS 1] - [ADDRESS 2]\nMob: [PHONE 1]"},
           {"Lakshmi N\nFather's Name: K Narayanan\nDate of Birth: 12th June 1992\nMarital Status: "
            "Married\nPh: 044-2345 6789",
            "[NAME]\nFather's Name: [PERSONAL 1]\nDate of Birth: [BIRTH DATE]\nMarital Status: [PERSONAL "
            "2]\nPh: [PHONE 1]"},
           {"Arjun Mehta\nFlat 302, Sai Residency, MG Road, Pune 411001\n9876543210 / 9123456780\nD.O.B: "
            "01-Jan-1990",
            "[NAME]\n[ADDRESS 1], Pune [ADDRESS 2]\n[PHONE 1] / [PHONE 2]\nD.O.B: [BIRTH DATE]"}});
}

TEST_CASE("redaction reads headers as they are written in Brazil") {
    check({{"Ana Souza\nRua das Flores, 123, apto 45 - São Paulo/SP - CEP 01310-100\n(11) "
            "98765-4321\nBrasileira, 29 anos, solteira",
            "[NAME]\n[ADDRESS 1], apto 45 - São Paulo/SP - CEP [ADDRESS 2]\n[PHONE 1]\nBrasileira, [PERSONAL "
            "1], [PERSONAL 2]"},
           {"Caio Nunes\nAv. Paulista 1578, Bela Vista\n+55 11 91234-5678\nCPF: 123.456.789-09\nData de "
            "nascimento: 05/08/1994\nEstado civil: solteiro",
            "[NAME]\n[ADDRESS 1], Bela Vista\n[PHONE 1]\nCPF: [PHONE 2]\nData de nascimento: [BIRTH "
            "DATE]\nEstado civil: [PERSONAL 1]"}});
}

TEST_CASE("redaction reads headers as they are written in China") {
    check({{"王芳\n性别：女\n出生日期：1990年5月4日\n电话：138 0013 8000\n地址：北京市朝阳区建国路88号",
            "[NAME]\n性别：[PERSONAL 1]\n出生日期：[BIRTH DATE]\n电话：[PHONE 1]\n地址：[ADDRESS 1]"},
           {"Li Wei\nRoom 1203, No. 88 Jianguo Road, Chaoyang District, Beijing 100022\n+86 138 0013 "
            "8000\nBorn: 1990.05.04",
            "[NAME]\n[ADDRESS 1], Chaoyang District, Beijing [ADDRESS 2]\n[PHONE 1]\nBorn: [BIRTH DATE]"},
           {"李明 | 男 | 28岁 | 汉族 | 已婚\n手机:13800138000 邮箱:liming@example.cn",
            "[NAME] | [PERSONAL 1] | [PERSONAL 2] | [PERSONAL 3] | [PERSONAL 4]\n手机:[PHONE 1] 邮箱:[EMAIL "
            "1]"}});
}

TEST_CASE("redaction reads headers as they are written in Nigeria") {
    check({{"Chinwe Okafor\n15, Adeola Odeku Street, Victoria Island, Lagos\n0803 123 4567, "
            "0705-123-4567\nState of Origin: Anambra\nSex: Female",
            "[NAME]\n[ADDRESS 1], Victoria Island, Lagos\n[PHONE 1], [PHONE 2]\nState of Origin: [PERSONAL "
            "1]\nSex: [PERSONAL 2]"},
           {"Musa Bello\nNo. 7 Ahmadu Bello Way, Kaduna\n+234 803 123 4567\nDate of Birth: 2nd March, "
            "1991\nReligion: Islam\nL.G.A: Zaria",
            "[NAME]\nNo. [ADDRESS 1], Kaduna\n[PHONE 1]\nDate of Birth: [BIRTH DATE]\nReligion: [PERSONAL "
            "1]\nL.G.A: [PERSONAL 2]"},
           {"Blessing Eze\nBlock 4, Flat 6, Gwarinpa Estate, Abuja\n08031234567\nMarital Status: Single",
            "[NAME]\n[ADDRESS 1], Abuja\n[PHONE 1]\nMarital Status: [PERSONAL 1]"}});
}

TEST_CASE("redaction reads headers of some more countries") {
    check({{"ALEKSANDRA KOWAL\nul. Długa 7/4, 00-238 Warszawa\n+48 601 234 567",
            "[NAME]\n[ADDRESS 1], [ADDRESS 2] Warszawa\n[PHONE 1]"},
           {"Marie-Claude St-Pierre\n450, rue Sherbrooke Est, Montréal (Québec) H2L 1J6\n514 555-0123",
            "[NAME]\n[ADDRESS 1], Montréal (Québec) [ADDRESS 2]\n[PHONE 1]"},
           {"Jan de Vries\nKerkstraat 12, 1017 GA Amsterdam\n06-12345678",
            "[NAME]\n[ADDRESS 1], [ADDRESS 2] Amsterdam\n[PHONE 1]"},
           {"Giulia Rossi\nVia Garibaldi 10, 20121 Milano\nNata a Roma il 03/04/1992\n+39 333 123 4567",
            "[NAME]\n[ADDRESS 1], [ADDRESS 2] Milano\nNata a [BIRTH DATE]\n[PHONE 1]"},
           {"Елена Смирнова\nДата рождения: 12.05.1990\nТел.: 8 (912) 345-67-89",
            "[NAME]\nДата рождения: [BIRTH DATE]\nТел.: [PHONE 1]"},
           {"陳大文\n電話：9123 4567\n出生日期：1988年12月1日",
            "[NAME]\n電話：[PHONE 1]\n出生日期：[BIRTH DATE]"},
           {"鈴木 一郎\n生年月日：1985年3月3日（満39歳）\n〒150-0001 東京都渋谷区",
            "[NAME]\n生年月日：[BIRTH DATE]\n〒[PHONE 1] 東京都渋谷区"}});
}

TEST_CASE("redaction reads headers of further countries") {
    check(
        {{"Saoirse Byrne\nNurse\n14 Fernhill Road\nCork T12 XY45\n+353 21 555 0182",
          "[NAME]\nNurse\n[ADDRESS 1]\nCork [ADDRESS 2]\n[PHONE 1]"},
         {"Pieter van der Meulen\nKastanjelaan 17, 3581 XA Utrecht\n06-55512345\nGeboren op 12 maart 1985",
          "[NAME]\n[ADDRESS 1], [ADDRESS 2] Utrecht\n[PHONE 1]\nGeboren op [BIRTH DATE]"},
         {"María del Carmen de la Fuente Ruiz\nCalle del Olmo 23, 28012 Madrid\n612 34 56 78",
          "[NAME]\n[ADDRESS 1], [ADDRESS 2] Madrid\n[PHONE 1]"},
         {"Budi Santoso\nJl. Melati No. 8, Bandung 40115\nHP: 0812-5550-1234",
          "[NAME]\n[ADDRESS 1], Bandung [ADDRESS 2]\nHP: [PHONE 1]"},
         {"Élodie Garnier\n27 ans - Permis B\n06 55 50 12 34", "[NAME]\n[PERSONAL 1] - Permis B\n[PHONE 1]"},
         {"Ewa Nowak\nul. Lipowa 12/4, 00-950 Warszawa\ntel. 501 555 012\nur. 22.11.1988",
          "[NAME]\n[ADDRESS 1], [ADDRESS 2] Warszawa\ntel. [PHONE 1]\nur. [BIRTH DATE]"},
         {"Γεώργιος Παπαδόπουλος\nΛεωφόρος Κηφισίας 18, Αθήνα 115 26\n210 555 0123",
          "[NAME]\n[ADDRESS 1], Αθήνα [ADDRESS 2]\n[PHONE 1]"},
         {"Önéletrajz\nNév: Szabó Péter\nLakcím: 1117 Budapest, Fehérvári út 42.\nTelefon: +36 30 555 0123",
          "Önéletrajz\nNév: [NAME]\nLakcím: [ADDRESS 1].\nTelefon: [PHONE 1]"},
         {"Sigríður Jónsdóttir\nLaugavegur 55, 101 Reykjavík\nsigridur@example.com",
          "[NAME]\n[ADDRESS 1], 101 Reykjavík\n[EMAIL 1]"},
         {"Inês Teixeira\nRua do Carmo 12, 1200-093 Lisboa\nTelemóvel: 912 345 678",
          "[NAME]\n[ADDRESS 1], [ADDRESS 2] Lisboa\nTelemóvel: [PHONE 1]"},
         {"Åsa Lindqvist\nFödd: 1982-04-11\nStorgatan 8 B, 114 55 Stockholm\n070-555 01 23",
          "[NAME]\nFödd: [BIRTH DATE]\n[ADDRESS 1], [ADDRESS 2] Stockholm\n[PHONE 1]"},
         {"Application for: Store Manager\nApplicant: Oyelaran, Adebayo T.\nGSM: 0803 555 0123",
          "Application for: Store Manager\nApplicant: [NAME].\nGSM: [PHONE 1]"}});
}
