const CATALOGUE = {
  en: {
    tagline: "Ranks resumes with the evidence. You decide.",
    rankings: "Your rankings", none_yet: "No rankings yet. Start with a job description, or look at the example.",
    job: "1. Job description", job_hint: "Drop a file here, choose one, or paste the text.", job_text: "Text of the job description",
    choose_job: "Choose job description", read_job: "Read criteria", reading: "Reading…",
    criteria: "2. Criteria", criterion: "Criterion", kind: "Kind", importance: "Importance", weight: "Weight", share: "Share",
    from: "Found in", must: "must have", nice: "nice to have", add: "Add criterion", remove: "Remove {what}", up: "Move {what} up",
    resumes: "3. Resumes", resumes_hint: "Drop resumes or a folder here, or choose files.", choose_files: "Choose resumes",
    choose_folder: "Choose folder", files_chosen: "{n} files chosen", name: "Name of the ranking", start: "Rank {n} resumes",
    example: "Try the example", blind: "Hide names until a first decision", home: "New ranking", empty_criterion: "A criterion has no text.",
    offline: "The service does not answer. It may have been stopped; what it has scored is kept.", retry: "Try again",
    key_needed: "The service asks for its key.", key: "Key", use_key: "Use key",
    changed: "This was changed elsewhere. It has been loaded again; please repeat your change.",
    missing_here: "There is no such ranking or candidate here.", foreign: "This address belongs to another site.",
    counts: "{total} files = {scored} scored + {failed} failed + {pending} waiting",
    state_draft: "draft", state_running: "running", state_done: "done", state_cancelled: "cancelled", state_failed: "failed",
    engine: "Answered by {engine}", left: "about {s} s left", cost: "cost {cost}", cancel: "Cancel", add_more: "Add resumes",
    delete: "Delete ranking", delete_sure: "Delete this ranking and its files for good?", export_as: "Export {as}",
    rank: "Rank", candidate: "Candidate", total: "Total", stage: "Stage", notes: "What to see", show: "Show", search: "Find in file names and quotes",
    all: "all", f_missing: "must-haves not shown", f_near: "near misses", f_findings: "with findings", f_failed: "failed files", f_pending: "waiting",
    shown: "{n} of {all} shown", sort_by: "Sort by {what}", heat: "Each cell is the score for a criterion from 0 to 5; – means not scored.",
    no_rows: "No files yet. Add resumes.", no_match: "No file fits this filter.", missing: "not shown: {what}", near: "near miss: {what}",
    findings: "{n} findings", pending: "waiting", failed: "failed", weights: "Weights", apply: "Apply weights", moved: "{n} moved: {what}", moved_none: "The order stays as it was.",
    stage_new: "new", stage_shortlist: "shortlist", stage_maybe: "maybe", stage_declined: "declined", back: "Back to the ranking",
    next: "Next", previous: "Previous", decide: "Your decision", reason: "Reason, related to the job", note: "Note", tags: "Tags, separated by commas",
    own: "Your own score", stars: "{n} of 5", none: "none", save: "Save", saved: "Saved.", scores: "Scores", score: "Score", quote: "Quote", page: "page {n}",
    years: "{n} years", show_quote: "Show in the text", text: "Text of the resume", original: "Download the original", no_quote: "The quote is not in the text as it stands here.",
    no_evidence: "no evidence", keys: "Keys: J next, K previous, Enter open, S shortlist, M maybe, R decline, N note, ? this help", help: "Keys",
    duplicates: "Looks like the same person as", person: "A score is advice. A person decides.", lint: "Please check", loading: "Loading…", status: "{file}: {stage}",
  },
  de: {
    tagline: "Ordnet Lebensläufe und zeigt die Belege. Sie entscheiden.",
    rankings: "Ihre Ranglisten", none_yet: "Noch keine Rangliste. Beginnen Sie mit einer Stellenbeschreibung, oder sehen Sie das Beispiel an.",
    job: "1. Stellenbeschreibung", job_hint: "Datei hierher ziehen, auswählen oder den Text einfügen.", job_text: "Text der Stellenbeschreibung",
    choose_job: "Stellenbeschreibung wählen", read_job: "Kriterien lesen", reading: "Wird gelesen …",
    criteria: "2. Kriterien", criterion: "Kriterium", kind: "Art", importance: "Bedeutung", weight: "Gewicht", share: "Anteil",
    from: "Gefunden in", must: "unverzichtbar", nice: "wünschenswert", add: "Kriterium hinzufügen", remove: "{what} entfernen", up: "{what} nach oben",
    resumes: "3. Lebensläufe", resumes_hint: "Lebensläufe oder einen Ordner hierher ziehen, oder Dateien wählen.", choose_files: "Lebensläufe wählen",
    choose_folder: "Ordner wählen", files_chosen: "{n} Dateien gewählt", name: "Name der Rangliste", start: "{n} Lebensläufe ordnen",
    example: "Beispiel ansehen", blind: "Namen bis zur ersten Entscheidung verbergen", home: "Neue Rangliste", empty_criterion: "Ein Kriterium hat keinen Text.",
    offline: "Der Dienst antwortet nicht. Vielleicht wurde er beendet; was er bewertet hat, ist gespeichert.", retry: "Noch einmal",
    key_needed: "Der Dienst verlangt seinen Schlüssel.", key: "Schlüssel", use_key: "Schlüssel verwenden",
    changed: "Das wurde anderswo geändert und ist neu geladen. Bitte wiederholen Sie Ihre Änderung.",
    missing_here: "Diese Rangliste oder Bewerbung gibt es hier nicht.", foreign: "Diese Adresse gehört zu einer anderen Seite.",
    counts: "{total} Dateien = {scored} bewertet + {failed} fehlgeschlagen + {pending} wartend",
    state_draft: "Entwurf", state_running: "läuft", state_done: "fertig", state_cancelled: "abgebrochen", state_failed: "fehlgeschlagen",
    engine: "Beantwortet von {engine}", left: "noch etwa {s} s", cost: "Kosten {cost}", cancel: "Abbrechen", add_more: "Lebensläufe hinzufügen",
    delete: "Rangliste löschen", delete_sure: "Diese Rangliste und ihre Dateien endgültig löschen?", export_as: "{as} ausgeben",
    rank: "Rang", candidate: "Bewerbung", total: "Gesamt", stage: "Stufe", notes: "Zu beachten", show: "Zeigen", search: "In Dateinamen und Zitaten suchen",
    all: "alle", f_missing: "Unverzichtbares nicht belegt", f_near: "knapp verfehlt", f_findings: "mit Befunden", f_failed: "fehlgeschlagene Dateien", f_pending: "wartend",
    shown: "{n} von {all} gezeigt", sort_by: "Ordnen nach {what}", heat: "Jedes Feld ist die Bewertung eines Kriteriums von 0 bis 5; – heißt nicht bewertet.",
    no_rows: "Noch keine Dateien. Fügen Sie Lebensläufe hinzu.", no_match: "Keine Datei passt zu diesem Filter.", missing: "nicht belegt: {what}", near: "knapp verfehlt: {what}",
    findings: "{n} Befunde", pending: "wartet", failed: "fehlgeschlagen", weights: "Gewichte", apply: "Gewichte anwenden", moved: "{n} verschoben: {what}", moved_none: "Die Reihenfolge bleibt.",
    stage_new: "neu", stage_shortlist: "engere Wahl", stage_maybe: "vielleicht", stage_declined: "abgelehnt", back: "Zurück zur Rangliste",
    next: "Weiter", previous: "Zurück", decide: "Ihre Entscheidung", reason: "Grund, bezogen auf die Stelle", note: "Notiz", tags: "Schlagworte, mit Komma getrennt",
    own: "Ihre eigene Bewertung", stars: "{n} von 5", none: "keine", save: "Speichern", saved: "Gespeichert.", scores: "Bewertungen", score: "Bewertung", quote: "Zitat", page: "Seite {n}",
    years: "{n} Jahre", show_quote: "Im Text zeigen", text: "Text des Lebenslaufs", original: "Original herunterladen", no_quote: "Das Zitat steht so nicht im Text.",
    no_evidence: "kein Beleg", keys: "Tasten: J weiter, K zurück, Enter öffnen, S engere Wahl, M vielleicht, R ablehnen, N Notiz, ? diese Hilfe", help: "Tasten",
    duplicates: "Wohl dieselbe Person wie", person: "Eine Bewertung ist ein Rat. Ein Mensch entscheidet.", lint: "Bitte prüfen", loading: "Wird geladen …", status: "{file}: {stage}",
  },
};

export const language = (navigator.languages ?? []).map((tag) => tag.slice(0, 2)).find((tag) => tag in CATALOGUE) ?? "en";

export const t = (name, values = {}) =>
  CATALOGUE[language][name].replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));

export const number = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);

// What went wrong, in the words of this page where it has some, else in those of the service.
export const told = (problem) =>
  ({ 0: t(problem.code === "foreign" ? "foreign" : "offline"), 401: t("key_needed"), 404: t("missing_here"), 412: t("changed") })[
    problem.status
  ] ?? problem.message;
