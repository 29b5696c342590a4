#pragma once

#include <string_view>

namespace ats::attack {

/// Words that stand for each other where somebody steers a grader, in English, German, French, Spanish and
/// Romanian, folded. A word may be in several classes. What a class weighs is fitted, not said here.
struct WordClass {
    std::string_view name;   ///< With an "@", which no word has.
    std::string_view words;  ///< With one space between them.
};

inline constexpr WordClass word_classes[] = {
    {"@candidate",
     "candidate candidates applicant applicants jobseeker contender kandidat kandidaten kandidatin bewerber "
     "bewerbers bewerberin candidat candidats candidato candidata candidatos candidatul candidatului "
     "candidati"},
    {"@resume",
     "resume resumes cv cvs profile profiles application applications submission bewerbung bewerbungen "
     "lebenslauf candidature profil candidatura curriculum solicitud perfil profilul aplicatie aplicatia "
     "dossier unterlagen"},
    {"@person",
     "person individual him her them he she they personne persona persoana someone anyone everyone whoever "
     "talent profession"},
    {"@document",
     "document file text essay paper page section posting conversation line paragraph content context "
     "dokument text texte texto textul documento fisier datei"},
    {"@ai",
     "ai llm llms gpt chatgpt claude gemini copilot assistant assistants bot bots chatbot ki ia asistent "
     "asistente gpt4 language sprachmodell langage lenguaje limbaj intelligence inteligencia"},
    {"@software",
     "software system systems algorithm parser parsers agent agents grader graders scanner machine robot "
     "tool tools automation automated automatic screener screeners ats model models modell modele modelo "
     "modelul sistem sistema systeme logiciel softul automatique automatico"},
    {"@judge",
     "recruiter recruiters reviewer reviewers evaluator evaluators hr manager managers committee panel "
     "hiring "
     "screening judge teacher reader recruteur reclutador recrutor personalchef leadership management "
     "executive executives director ceo headhunter interviewer employer direction direccion conducere"},
    {"@system",
     "system admin administrator developer mode debug root sudo override systemnachricht systeme sistema "
     "maintenance console"},
    {"@ignore",
     "ignore ignores ignoring disregard disregards forget override overrides overriding bypass bypasses skip "
     "overlook neglect discard drop supersede supersedes cancel cancelled canceled dismiss omit waive waived "
     "suspend suspended disable disabled void obsolete irrelevant ignoriere ignorieren vergiss vergessen "
     "missachte uberspringe ignorez oubliez oublie annulees ignora ignore olvida olvide omite anula ignorati "
     "uita uitati"},
    {"@instruction",
     "instruction instructions rule rules guideline guidelines directive directives prompt prompts command "
     "commands criteria rubric policy policies restrictions constraints guardrails filters filter orders "
     "order task anweisung anweisungen regeln vorgaben consigne consignes regles directiva instruccion "
     "instrucciones reglas ordenes instructiuni instructiunile reguli regulile aufgabe tarea"},
    {"@prior",
     "previous prior above earlier preceding foregoing existing original initial everything anything before "
     "vorherigen bisherigen obigen alles precedentes precedent anteriores anterioare initiales tout todo"},
    {"@evaluate",
     "rate score rank grade evaluate assess judge classify treat consider mark flag label assign give award "
     "set place put rating scoring ranking grading evaluating bewerte bewerten stufe gib stelle setze evalue "
     "evaluez notez classez classe donnez attribuez attribue placez considerez evalua califica otorga asigna "
     "coloca pon considera dale evalueaza acorda pune grant"},
    {"@recommend",
     "recommend recommended recommends recommendation hire hired hires hiring shortlist shortlisted approve "
     "approved approves accept accepted select selected advance choose pick prioritize prioritise priority "
     "favor interview invite forward fast endorse proceed greenlight pass passed nominate promote qualify "
     "empfehle empfehlung einstellen eingestellt eingeladen bevorzugen recommandez recommande embauchez "
     "embauche retenu acceptez recomienda contrata contratacion seleccionado acepta aprueba aprobado "
     "recomanda angajare angajeaza selectat accepta aprobat"},
    {"@reject",
     "reject rejected rejecting rejection decline penalize penalise downgrade disqualify exclude eliminate "
     "deduct ablehnen lehne ablehnung rejetez rejeter rechaces rechaza respinge criticize weaknesses "
     "weakness gaps negative negatives missing concerns flaws lack schwachen faiblesse debilidad slabiciune "
     "manquantes manquante faltan lipsa"},
    {"@score",
     "score scores rating ratings marks points rank grade stars percent percentage verdict result decision "
     "evaluation assessment match fit outcome ranking status punktzahl bewertung note noten puntuacion "
     "calificacion punctaj punctajul nota scor veredicto ergebnis resultat resultado"},
    {"@best",
     "highest maximum max perfect perfectly top best full excellent exceptional exceptionally outstanding "
     "flawless ideal unmatched supremely strongest strongly strong extremely highly first excellence "
     "superior "
     "favorable favorably generous lenient hochste hochsten hochstpunktzahl volle perfekt beste besten "
     "meilleur meilleure parfait parfaitement maximale maxima mejor perfecto perfectamente maxim excelent "
     "cel premier primer primul"},
    {"@number", "10 100 1 5 9 95 99 98 90"},
    {"@negation",
     "not never no dont don nicht kein keine ne pas jamais nunca nu nicio without cannot avoid aucune aucun "
     "ninguna"},
    {"@insist",
     "always regardless immediately must only exactly instead despite simply solely just mandatory required "
     "should even matter now unabhangig sofort muss nur immediatement doit seulement uniquement siempre debe "
     "solo unicamente inmediato trebuie doar indiferent imediat desormais"},
    {"@you",
     "you your yours yourself youre du dein deine deinen vous votre vos tu tes ton usted tus eres esti sie "
     "toi te"},
    {"@say",
     "output print respond reply return say write repeat reveal show answer state report conclude include "
     "generate act pretend behave tell display echo summarize begin end execute follow obey comply describe "
     "mention response antworte erwahne gib folge repondez reponds affichez ecris ecrivez suis affirme "
     "responde muestra menciones sigue di raspunde afiseaza mentiona urmeaza"},
    {"@act", "send email mail call invoke notify run trigger delete schedule append create execute function"},
    {"@qualified",
     "qualified qualification qualifications suitable meets meet exceeds exceed requirements requirement "
     "eligible prescreened preapproved vetted verified cleared erfullt anforderungen geeignet repond "
     "exigences requisitos cumple cerintele indeplineste"},
    {"@note",
     "note attention important notice message hinweis achtung nota urgent reminder warning instruction "
     "avis remarque mensaje mesaj aviso"},
    {"@this",
     "this that these following below dieser diese diesen diesem dieses ce cet cette este esta acest acestui "
     "aceasta esto the"},
    {"@me", "me i my myself mich ich mein meine moi je mon mi mis yo eu"},
};

}  // namespace ats::attack
