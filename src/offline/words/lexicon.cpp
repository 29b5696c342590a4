#include "offline/words/lexicon.hpp"

#include <string>

#include "offline/words/vocabulary.hpp"
#include "offline/words/word_set.hpp"
#include "text/words.hpp"

namespace ats::offline {
namespace {

constexpr std::string_view stop_words =
    "a an and or the of in on at to for from by with without within into onto over under as is are was were "
    "be been "
    "being am do does did done has have had having it its this that these those there here he she they them "
    "their his "
    "her hers we us our ours you your yours i me my mine who whom whose which what when where why how not no "
    "nor so "
    "than then too very can could will would shall should may might must about above across after again "
    "against all "
    "also any because before below between both but during each either else etc every few further if just "
    "more most "
    "much many other others out own per rather same some such through up upon via while yet s d ll re ve t e "
    "g eg ie "
    "i.e e.g vs one two "
    "und oder der die das den dem des ein eine einer eines einem einen mit von im in zu zur zum fur auf bei "
    "als sowie "
    "ist sind sie ihr ihre wir unser unsere am an aus nach uber "
    "et ou le la les un une des du de d l dans sur pour par avec au aux en est sont vous votre vos nous "
    "notre nos ce "
    "y o el los las del con por para su sus es son una uno unos unas se que "
    "si sau cu pe la din pentru al ai ale un o care este sunt e il lo gli dei della delle e di da per";

// Words of most job descriptions and resumes; each tells a little.
constexpr std::string_view common_words =
    "ability able access account achieve achievement act action activity ad add additional address adhere "
    "administer "
    "administration administrative advanced advice advise agency aid align analysis analyze analytical "
    "annual answer "
    "appearance applicable application apply appointment appropriate approach approve area arrange aspect "
    "assess "
    "assessment assign assigned assist assistance assistant associate assure attend attention attitude "
    "available base "
    "based basic basis benefit best board bring build building business calendar call candidate capability "
    "career carry "
    "case center change check city class clear client closely code collaborate collaboration collaborative "
    "colleague "
    "collect combine comfortable command commit commitment committed communicate communication community "
    "company "
    "complete complex compliance comply computer concept concern conduct confer confidential consult "
    "consistent contact "
    "contribute control coordinate coordination core corporate correct cost create creation creative "
    "critical cross "
    "current customer daily data date day deadline decision define degree deliver delivery demonstrate "
    "demonstrated "
    "department deploy describe design desire detail detailed determine develop developing development "
    "different direct "
    "direction discipline discuss diverse document documentation drive duty dynamic early effective "
    "effectively "
    "effectiveness efficiency efficient efficiently effort employee employer employment enable encourage end "
    "engage "
    "enhance ensure ensuring entry environment equipment equivalent essential establish evaluate evaluation "
    "event exceed "
    "excel excellence excellent execute execution exercise existing expectation experience experienced "
    "expert expertise "
    "explain external facility familiar familiarity fast feedback field file find flexible focus follow form "
    "friendly "
    "full function functional future gain general generate give global goal good great group grow growth "
    "guidance "
    "guideline guide hand handle hard help high highly hire hour idea identify impact implement "
    "implementation improve "
    "improvement include including increase independent independently individual industry inform information "
    "initiative "
    "innovative input inquiry inspect install internal interpersonal interpret interview issue item job join "
    "keep key "
    "know knowledge large law lead leader leadership learn learning level license life line list local "
    "location long "
    "maintain maintenance make manage management manager managing manner material matter measure meet "
    "meeting member "
    "method methodology microsoft minimum monitor monthly motivate motivated multiple national necessary "
    "need new number "
    "objective observe obtain office offer ongoing open operate operation operational opportunity optimize "
    "oral order "
    "organization organizational organize organized outcome overall oversee package paperwork part "
    "participate partner "
    "partnership passion people perform performance period person personal personnel phone physical plan "
    "planning play "
    "point policy position positive possess potential practice preferred prepare present presentation "
    "prevent primary "
    "prior priority prioritize proactive problem procedure process produce product professional proficiency "
    "proficient "
    "program progress project promote proper protocol proven provide public purpose qualification qualified "
    "quality "
    "question quick quickly read real receive recommend recommendation record reduce regular regularly "
    "regulation related "
    "relationship relevant reliable report reporting represent request require required requirement research "
    "resolution "
    "resolve resource respond response responsibility responsible result review role routine run safe safety "
    "schedule "
    "scheduling school scope section self senior serve service set setting share short simple site skill "
    "skilled small "
    "software solid solution solve solving source special specialist specific specification staff "
    "stakeholder standard "
    "start state status store strategic strategy strong structure study submit succeed success successful "
    "successfully "
    "suggest suite supervise supervision supervisor supply support sure system take target task team "
    "teamwork technical "
    "technique technology term test thing think time timely tool top track train training travel trend type "
    "understand "
    "understanding unit university update use user using utilize value variety various verbal verify vendor "
    "vision way "
    "week weekly willing word work worker working workplace write writing written year";

constexpr std::string_view quality_words =
    "strong solid good excellent outstanding proven demonstrated demonstrable deep extensive broad thorough "
    "advanced "
    "basic sound exceptional great superior working practical prior previous relevant significant "
    "substantial hands "
    "hand expert professional general detailed comprehensive depth fundamental intermediate minimum robust "
    "well high highly very some related recent similar current clear full overall necessary adequate "
    "considerable "
    "verifiable documented successful applied technical intimate keen genuine effective master commercial "
    "expertlevel "
    "level secure "
    "sehr gut gute guter gutes fundierte fundiertes umfassende ausgepragte mehrjahrige einschlagige solide "
    "bon bonne bonnes tres solides excellente excellentes parfaite "
    "buen buena buenos alto amplia amplios solidos avanzado avanzados "
    "bune buna foarte avansate solida";

// "field" and its like stand here for "a related field".
constexpr std::string_view modifier_words =
    "number variety range combination mix written spoken verbal oral related relevant field fields "
    "discipline disciplines area areas equivalent "
    "comparable similar newer later above better higher modern confident everyday daily valid fluent alike "
    "other others etc alternative alternatives likewise conversational preferred preferably plus bonus";

constexpr std::string_view competence_nouns =
    "knowledge experience experiences experienced skill skills proficiency proficient expertise familiarity "
    "familiar "
    "understanding ability abilities able competence competency background grasp command mastery track "
    "record exposure "
    "acumen aptitude capability skilled versed comfortable fluency hands on proficiencies competencies "
    "kenntnisse "
    "erfahrung erfahrungen berufserfahrung connaissance connaissances maitrise experiencia conocimiento "
    "conocimientos "
    "dominio dominarea cunoasterea umgang "
    "cunostinte experienta";

constexpr std::string_view rank_words =
    "senior sr junior jr lead principal chief head entry level mid intern trainee i ii iii iv v staff "
    "associate "
    "graduate experienced remote hybrid part full time temporary permanent contract seasonal interim deputy "
    "vice";

constexpr std::string_view title_nouns =
    "manager engineer developer specialist assistant associate analyst consultant executive officer director "
    "coordinator administrator supervisor representative technician staff leader expert advisor agent worker "
    "operator "
    "clerk professional helper aide intern trainee architect planner instructor head president partner "
    "member team "
    "manageress leiter leiterin mitarbeiter mitarbeiterin responsable charge chef assistent referent jefe "
    "encargado "
    "service services general business operations project program product development support";

constexpr std::string_view certificate_cues =
    "certified certification certifications certificate certificates license licence licensed licensure "
    "licenses "
    "licences registered registration accredited accreditation credential credentials chartered permit "
    "zertifikat "
    "zertifizierung zertifiziert certificat certificado certificacion certificat certificare autorizatie "
    "atestat "
    "fuhrerschein permis carnet patente";

constexpr std::string_view certificate_names =
    "pmp cpa cfa cissp cisa cism ccna ccnp ccie itil prince2 csm cspo acca cma cia frm shrm sphr phr cphr "
    "cscp cpim "
    "bls acls pals cpr cna rn lpn crna comptia servsafe haccp osha tefl tesol celta qts leed cdl twic cpt "
    "nasm ase "
    "emt rhia ccs cpc series7 mcse mcsa rhce ocp ocjp togaf";

// "design" of "designing", "run" of "running", "manag" of "managed".
std::string without_verb_ending(std::string_view word) {
    constexpr std::size_t shortest = 3;
    std::size_t ending = 0;
    for (std::string_view const verb : {"ing", "ed"}) {
        bool const ends =
            word.size() >= verb.size() + shortest && word.substr(word.size() - verb.size()) == verb;
        if (ends) ending = verb.size();
    }
    std::string base(word.substr(0, word.size() - ending));
    if (ending > 0 && base.size() > shortest && base.back() == base[base.size() - 2]) base.pop_back();
    return base;
}

}  // namespace

bool is_stop_word(std::string_view word) {
    static WordSet const set = split(stop_words);
    return contains(set, word) || is_in(WordList::stop, word);
}

double weight_of(std::string_view word) {
    static WordSet const common = split(common_words);
    constexpr double weight_of_common = 0.3;
    if (is_stop_word(word)) return 0;
    bool const known = contains(common, word) || contains(common, text::singular(word)) ||
                       contains(common, without_verb_ending(word)) ||
                       contains(common, without_verb_ending(word) + 'e');
    return known ? weight_of_common : 1;
}

bool is_quality(std::string_view word) {
    static WordSet const set = split(quality_words);
    return contains(set, word) || is_in(WordList::quality, word);
}

bool is_modifier(std::string_view word) {
    static WordSet const set = split(modifier_words);
    return contains(set, word);
}

bool is_competence_noun(std::string_view word) {
    static WordSet const set = split(competence_nouns);
    return contains(set, word) || is_in(WordList::competence, word);
}

bool is_rank(std::string_view word) {
    static WordSet const set = split(rank_words);
    return contains(set, word) || is_in(WordList::rank, word);
}

bool is_title_noun(std::string_view word) {
    static WordSet const set = split(title_nouns);
    return contains(set, word) || contains(set, text::singular(word)) || is_in(WordList::title_noun, word);
}

bool is_certificate_cue(std::string_view word) {
    static WordSet const set = split(certificate_cues);
    return contains(set, word) || is_in(WordList::certificate, word);
}

bool is_certificate_name(std::string_view word) {
    static WordSet const set = split(certificate_names);
    return contains(set, word);
}

}  // namespace ats::offline
