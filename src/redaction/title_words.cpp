#include <string_view>
#include <unordered_set>

#include "redaction/name_words.hpp"

namespace ats::redaction {
namespace {

// Folded, parted by white space. Written for this purpose: occupations and ranks, headings, fields of
// work, tools, places and the commonest small words of English, German, French, Spanish and Romanian.
constexpr std::string_view no_names = R"(
accountant accounting accounts actor administration administrative administrator advisor adviser advocate agent
agricultural analyst analysts analytics animator apprentice architect architecture artist assistant associate
attorney auditor automation aviation baker banker banking barista bartender biologist bookkeeper broker builder business
buyer captain caregiver carpenter cashier chef chemist chief civil clerk clinical coach commercial communications
compliance computer construction consultant consulting contractor controller cook coordinator copywriter
corporate counsel counselor creative credit curator customer data dentist dental deputy design designer developer
development devops digital director dispatcher doctor driver economist editor education educator electrical
electrician electronics embedded employee engineer engineering enterprise entrepreneur environmental estimator
executive expert fellow finance financial firefighter fitness foreman founder freelance freelancer fullstack full
stack front back end frontend backend general graduate graphic graphics hairdresser head healthcare health hospitality
housekeeper human hr hse ict industrial information infrastructure inspector instructor insurance intern internship
interior interpreter investment it janitor journalist junior lab laboratory laborer lawyer lead leader learning lecturer
legal librarian logistics machine machinist maintenance manager management managing marketing mathematician
mechanic mechanical media medical merchandiser midwife military mobile network nurse nursing nutritionist officer office
operations operator optometrist owner painter paralegal partner payroll pharmacist pharmacy photographer physician
physicist physiotherapist pilot planner plumber police portfolio president principal principle procurement producer product
production professional professor program programmer project psychologist public purchasing qa quality
realtor receptionist recruiter recruitment registered relations representative research researcher
resource resources restaurant retail risk safety sales scholar science sciences scientist scrum secretary security
senior server service services site social software solution solutions specialist sports sr staff statistician
store strategist strategy student supervisor supply chain support surgeon surveyor system systems tailor tax teacher teaching
team technical technician technologist technology teller test tester testing therapist trainee trainer training translator
transport travel tutor ui ux underwriter undergraduate vet veterinarian veterinary vice video visual volunteer waiter waitress warehouse
web welder worker writer
ingenieur ingenieurin entwickler entwicklerin leiter leiterin kaufmann kauffrau berater beraterin buchhalter buchhalterin
krankenpfleger krankenschwester lehrer lehrerin arzt arztin verkaufer verkauferin assistentin techniker mechaniker
projektleiter sachbearbeiter sachbearbeiterin informatiker werkstudent auszubildender pflegefachkraft pflegefachfrau
fachkraft schreiner elektriker mechatroniker bauingenieur softwareentwickler softwareentwicklerin
developpeur developpeuse ingenieure chef comptable infirmier infirmiere enseignant enseignante directeur directrice
responsable vendeur vendeuse technicien technicienne stagiaire consultante charge chargee gestionnaire
ingeniero ingeniera desarrollador desarrolladora contador contable profesor profesora enfermero enfermera gerente
director directora jefe tecnico administrativo administrativa abogado abogada camarero vendedor vendedora
inginer programator dezvoltator contabil profesoara asistent asistenta medic economist sef manageri vanzator
operator electrician sofer inginera consilier
about academic accomplishments achievements activities additional address affiliations awards background
career certificate certificates certification certifications certified company competencies contact core cover
courses coursework curriculum vitae cv resume resumes declaration details document duties email employer employment
employments experience experienced experiences expertise extracurricular goal goals highlights history hobbies honors honours interests
introduction job key knowledge languages language letter licenses links linkedin github member memberships mission name
objective objectives overview page personal phone position positions present profile profiles projects publications
qualification qualifications reference references responsibilities role school section selected skill skills
statement strengths studies summary tools university college institute title titles training vision volunteering work
working workshops workshop website
oneletrajz zyciorys ozgecmis zivotopis curriculo biodata riwayat hidup levensloop cursus meritforteckning
lebenslauf berufserfahrung ausbildung kenntnisse sprachen personliche angaben daten kontakt zusammenfassung
bewerbung anschrift profil bildungsweg studium hobbys interessen werdegang beruflicher fahigkeiten tabellarischer
formation experiences competences langues coordonnees loisirs objectif informations personnelles professionnel professionnelle
experiencia educacion formacion idiomas habilidades datos personales perfil contacto objetivo hoja vida
experienta educatie studii competente limbi informatii personale aptitudini obiectiv date contact
java javascript typescript python php perl ruby rust scala kotlin swift golang matlab sql mysql oracle linux unix
windows microsoft adobe photoshop excel word powerpoint outlook sap salesforce aws azure google cloud docker
kubernetes spring hibernate react angular node django flask hadoop spark tableau power bi html css json xml git
jenkins terraform ansible selenium agile jira android ios sharepoint cisco vmware big deep artificial intelligence
ai ml nlp blockchain database databases etl api rest net asp spring boot core dynamics erp crm
street avenue road city state town country county district region north south east west new york san francisco los
angeles london berlin paris madrid bucharest bucuresti munich munchen hamburg vienna wien zurich mumbai delhi bangalore
bengaluru hyderabad chennai pune kolkata noida gurgaon boston chicago seattle dallas austin houston atlanta denver
toronto vancouver sydney melbourne singapore dubai tokyo amsterdam barcelona lyon milan rome washington texas
california florida virginia maryland ohio michigan illinois pennsylvania georgia carolina jersey massachusetts
india usa uk germany deutschland france espana spain romania canada australia europe america american indian german english
french spanish romanian united states kingdom republic china brazil portugal italy switzerland austria netherlands
the and for with from into over under of in on at by to an as is are was were be been has have had i my me
a or not no all any more most other our their your his her its this that these those than then also
der die das und fur mit von im bei als ein eine zum zur
january february march april june july august september october november december
bachelor bachelors master masters degree diploma high secondary science arts engineering technology phd doctorate
inc ltd llc gmbh corp corporation ag plc limited pvt co group company enterprises associates bank hospital
cum laude magna summa gpa
confidential anonymous candidate applicant template sample example draft page untitled
adjunct faculty attendant superintendent distributor distribution tech techs dev devs inpatient outpatient
patient flight line pest control continuous improvement club kids vaccine shipper shipping receiver
receiving bullion vault code codes council international federal national regional local global community
aide ambassador analytic appraiser arborist archivist assembler assembly assessor auctioneer babysitter
bailiff bellman biller billing biochemist botanist bricklayer busser cabinetmaker cameraman cardiologist
caretaker caseworker caterer chairman chairperson chancellor chaperone chaplain chauffeur chiropractor
choreographer claims cleaner cleaning coder collections collector collection columnist commander
commissioner companion composer concierge conductor conservator constable contracts coordinating
coordination copyeditor correspondent cosmetologist courier crane crew critic custodian dealer deckhand
decorator delivery demonstrator dermatologist detective dietician dietitian dishwasher dispatch docent donor
drafter draftsman dyer ecologist editorial electronic embalmer enforcement engraver equipment escrow
esthetician evaluator evangelist event events examiner export fabricator facilities facilitator facility
farmer farmhand fashion field filmmaker fire fisherman fitter floral florist food footwear forester forklift
foundry framer fulfillment fundraiser fundraising furniture gameplay garment geographer geologist glazier
goldsmith governess grader groundskeeper grounds guard guide handler handyman hardware harvester helper
heavy historian host hostess hotel hygienist illustrator imaging import insulator integration integrator
intake inventory investigator investigations ironworker jeweler jeweller jockey journeyman keeper kitchen
labor landscape landscaper laundry law legislative liaison lifeguard lineman linguist litigation loader loan
locksmith lobbyist machining maid mailroom maintainer maker marine materials meat merchant messenger
meteorologist metal model modeler moderator mold mortgage motor mover music musician nanny narrator
navigator neurologist neurosurgeon notary novelist nursery obstetrician occupational oncologist optical
optician optimization order orderly organizer orthodontist packager packer packaging paramedic
paraprofessional parking pastor pathologist patrol patternmaker pediatrician performer performance petroleum
phlebotomist pipefitter planning plant plasterer plastics podiatrist policy postal postdoc postdoctoral
postmaster preacher predictive prep prepress preschool presenter press presser priest printer printing
private probation processor processing producing professorial programming promoter promotions proofreader
property prosecutor psychiatrist psychotherapist publicist publisher puppeteer quantitative radiographer
radiologic radiologist rancher real estate receivable payable recreation recycling referee refrigeration
rehabilitation rental repair repairer repairman reporter rescue reservations residential respiratory
retoucher revenue rigger roofer route roustabout sailor salesman salesperson saleswoman sanitation scheduler
scheduling schoolteacher screener screenwriter sculptor seamstress seasonal secretarial securities sergeant
serviceman setter sewer sheriff shift shop shopper signal singer soldier sommelier sonographer sous
specialty spokesperson sportswear stage steward stewardess stock stocker stockbroker stripper structural
stylist substitute subcontractor substance surveillance survey switchboard talent taxi teammate telecom
telecommunications telemarketer telephone television temporary territory textile therapeutic therapy tile
timekeeper tire toll tool toolmaker tour tow trade trader traffic transcriber transcriptionist transit
transportation trapper treasurer treasury tree trial trooper truck tutoring undertaker unit universal
upholsterer utility utilities valet valuer vendor ventilation veteran videographer violinist visiting
vocational voice waitstaff warden warranty washer watch water weatherman webmaster weld wellness wholesale
wildlife window wireless woodworker workforce yard yoga youth zoologist zookeeper adoption admissions
acquisition acquisitions advertising alumni ambulatory animal apparel appliance assurance asset assets audit
bakery banquet beauty behavior behavioral benefits beverage board body brand branch budget building call
camp campus cancer capital care catering center centre childcare children claim class classroom client
clients commerce commercialization commodity communication concrete conference consumer content contract
contracting conversion cost costs counter course court credentialing crime criminal crisis culinary cultural
currency cyber cybersecurity daycare debt defense delegate demand department dept deployment desk diesel
diagnostic diversity division documentation door drilling drug ecommerce economic elementary emergency
energy engagement entry equity exchange expansion family farm feature fiber fiduciary film fixed fleet
foreign forensic foundation franchise fraud freight fuel functional fund funds furnace game games gaming gas
geographic geriatric government guest gym hair handling heating home homeless hourly household housekeeping
housing hvac identity immigration implementation incident inclusion income indirect individual inside
installation installer institutional instructional instrument instrumentation interactive interim internal
internet intervention inbound outbound issue kinder large late launch leasing lending level liability
library license life lighting liquor lunch luxury mail mainframe manual manufacturing mapping market mass
math mathematics measurement membership mental merchandise merchandising methods metrology microbiology
middle minority modeling money motion multimedia museum natural nonprofit nuclear nutrition oil onboarding
online oncology ophthalmic oral organization organizational outdoor outreach outside outsourcing oversight
pain paint painting parent part partnership parts party pathology payment payments pediatric pension peer
people perioperative personnel pet pharmaceutical physical physics pipe pipeline pizza placement planet
plans platform playground pool pre preparation presales prevention pricing print prison process productions
programs promotional protection protective psychiatric psychiatry psychology publication publishing pump
racing radiation radio radiology rail railroad rate readiness recovery registrar registration regulation
regulatory reliability relationship religious remediation renewal renewable renovation rent report reporting
request reservation residence resident resolution response restoration retention retirement review robotics
room sanitary satellite schedule seafood season semiconductor sewing ship shipyard sign simulation societal
solar sourcing space spa special speech staffing stakeholder standards startup station statistical sterile
stewardship storage stress studio submarine supervising supervisory supplier surgery surgical sustainability
swim table tactical target taxation telehealth tenant terminal third ticket time transaction transformation
translation trauma trust turbine typist underwriting upper urban usability user vacation valuation value
vehicle ventures vessel wealth weapons weight welfare wine women worldwide yield zone smart virtual
machinery polytechnic load runner silent tortoise reduce bitcoin ethereum maharashtra karnataka telangana
andhra pradesh tamil nadu kerala gujarat rajasthan punjab haryana uttar bihar odisha assam jharkhand nagpur
nashik lucknow jaipur indore bhopal coimbatore kochi ahmedabad surat chandigarh lagos abuja nairobi accra
johannesburg manila jakarta karachi lahore dhaka kathmandu colombo cairo riyadh doha
السيرة الذاتية سيرة ذاتية المعلومات الشخصية البيانات معلومات بيانات شخصية الخبرات العملية الخبرة المؤهلات التعليم
المهارات مهندس مدير محاسب معلم طبيب
קורות חיים פרטים אישיים ניסיון תעסוקתי השכלה כישורים מהנדס מנהל
जीवन वृत्त बायोडाटा व्यक्तिगत विवरण शिक्षा अनुभव कौशल
резюме образование опыт работы личные данные навыки инженер менеджер бухгалтер
professeur dozent solicitor barrister rechtsanwalt rechtsanwaltin avocat avocate jurist wirtschaftsprufer
auditeur lvn medecin medico medica kochin cuisinier cuisiniere cocinero cocinera bucatar programmierer
gestalter gestalterin disenador disenadora graphiste kassierer caissier cajero casier fahrer conducteur
mecanicien mecanico mecanic elektroniker electricien electricista plombier fontanero instalator menuisier
carpintero dulgher recruiting headhunter sourcer author redakteur redacteur redactor ubersetzer dolmetscher
traducteur traductor traducator kellnerin serveur serveuse camarera ospatar chelner mixologist barkeeper
hausmeister watchman aviator aircraft airline aerospace car automotive automobile auto sysadmin netadmin
helpdesk techsupport customerservice callcenter grower landwirt agriculteur agricultor sekretarin secretaire
secretaria secretara purchaser einkaufer acheteur comprador biostatistician wissenschaftler chercheur
investigador cercetator chirurg chirurgien cirujano zahnarzt dentiste dentista stomatolog apotheker
pharmacien farmaceutico farmacist counsellor psychologe psychologue psicologo psiholog boss direktor
coiffeur friseur peluquero frizer photographe fotograf fotografo exercise workout fineart artistic clothing
pmo un una une einen einem eines einer les las aux suchen recherchons buscamos cautam intitule poste
denumirea postului up ups follow check prepare continental rails
hello hi hey welcome dear
innovative dynamic motivated dedicated passionate driven results oriented detail highly skilled seasoned hardworking
available remote hybrid relocation open seeking looking responsible date birth gender marital status nationality male female married single
)";

std::unordered_set<std::string_view> read_no_names() {
    std::unordered_set<std::string_view> words;
    for (std::size_t i = 0; i < no_names.size();) {
        auto const begin = no_names.find_first_not_of(" \n", i);
        if (begin == std::string_view::npos) break;
        i = std::min(no_names.find_first_of(" \n", begin), no_names.size());
        words.insert(no_names.substr(begin, i - begin));
    }
    return words;
}

}  // namespace

bool is_no_name(std::string_view folded_word) noexcept {
    static std::unordered_set<std::string_view> const words = read_no_names();
    if (words.contains(folded_word)) return true;
    return folded_word.size() > 4 && folded_word.ends_with('s') &&
           words.contains(folded_word.substr(0, folded_word.size() - 1));
}

}  // namespace ats::redaction
