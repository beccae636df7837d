/**
 * Every closed list of the ontology: its codes, and what they are called in German and English.
 * A code is stored and travels over the API; a label is what people read. Both are stated here only.
 */
import { vocabulary } from './define.ts'

/** Levels of government that several lists share. */
const municipal = { label: { de: 'Kommune', en: 'Municipal' } }
const county = { label: { de: 'Landkreis', en: 'County' } }
const state = { label: { de: 'Land', en: 'State (Land)' } }
const federal = { label: { de: 'Bund', en: 'Federal' } }

/** Answers that several lists share. */
const other = { label: { de: 'Sonstiges', en: 'Other' } }
const none = { label: { de: 'keine', en: 'None' } }

export const vocabularies = {
  // What every entity and every relation carries

  confidence: vocabulary({
    label: { de: 'Vertrauen', en: 'Confidence' },
    codes: {
      confirmed: {
        label: { de: 'bestätigt', en: 'Confirmed' },
        help: {
          de: 'Die zuständige Stelle oder ein amtliches Dokument bestätigt es.',
          en: 'Confirmed by the office in charge or by an official document.',
        },
      },
      probable: {
        label: { de: 'wahrscheinlich', en: 'Probable' },
        help: {
          de: 'Mehrere Quellen sprechen dafür, eine Bestätigung fehlt.',
          en: 'Several sources point to it, confirmation is missing.',
        },
      },
      reported: {
        label: { de: 'berichtet', en: 'Reported' },
        help: { de: 'Eine einzelne Quelle sagt es.', en: 'A single source says so.' },
      },
      assumed: {
        label: { de: 'angenommen', en: 'Assumed' },
        help: {
          de: 'Eine begründete Vermutung ohne eigenen Beleg.',
          en: 'A reasoned guess without evidence of its own.',
        },
      },
    },
  }),
  visibility: vocabulary({
    label: { de: 'Sichtbarkeit', en: 'Visibility' },
    codes: {
      public: {
        label: { de: 'öffentlich', en: 'Public' },
        help: { de: 'Für alle lesbar, auch in offenen Exporten.', en: 'Readable for everyone, also in open exports.' },
      },
      internal: {
        label: { de: 'verwaltungsintern', en: 'Internal' },
        help: { de: 'Nur für angemeldete Mitarbeitende lesbar.', en: 'Readable for signed-in staff only.' },
      },
    },
  }),
  datePrecision: vocabulary({
    label: { de: 'Genauigkeit des Datums', en: 'Precision of the date' },
    codes: {
      day: { label: { de: 'auf den Tag genau', en: 'To the day' } },
      month: { label: { de: 'nur Monat bekannt', en: 'Month only' } },
      year: { label: { de: 'nur Jahr bekannt', en: 'Year only' } },
    },
  }),

  // Actors

  organizationKind: vocabulary({
    label: { de: 'Art der Organisation', en: 'Kind of organisation' },
    codes: {
      municipality: { label: { de: 'Stadt oder Gemeinde', en: 'Town or municipality' } },
      county: { label: { de: 'Kreis oder Landkreis', en: 'County (Kreis)' } },
      state: { label: { de: 'Behörde des Landes', en: 'State authority' } },
      federal: { label: { de: 'Behörde des Bundes', en: 'Federal authority' } },
      enterprise: {
        label: { de: 'Kommunales Unternehmen', en: 'Municipal enterprise' },
        help: {
          de: 'Eigene Rechtsperson, an der die Kommune beteiligt ist.',
          en: 'A legal person of its own in which the municipality holds shares.',
        },
      },
      special_fund: {
        label: { de: 'Sondervermögen (Eigenbetrieb)', en: 'Special fund (municipal operation)' },
        help: {
          de: 'Wirtschaftet getrennt, ist aber rechtlich Teil der Kommune.',
          en: 'Runs its own accounts but is legally part of the municipality.',
        },
      },
      association: { label: { de: 'Verein oder Verband', en: 'Association' } },
      initiative_group: {
        label: { de: 'Bürgerinitiative oder freie Gruppe', en: 'Citizens’ initiative or informal group' },
      },
      company: { label: { de: 'Privates Unternehmen', en: 'Private company' } },
      cooperative: { label: { de: 'Genossenschaft', en: 'Cooperative' } },
      foundation: { label: { de: 'Stiftung', en: 'Foundation' } },
      chamber: { label: { de: 'Kammer', en: 'Chamber' } },
      university: { label: { de: 'Hochschule oder Forschungseinrichtung', en: 'University or research institute' } },
      it_provider: { label: { de: 'IT-Dienstleister', en: 'IT provider' } },
      intermunicipal: {
        label: { de: 'Interkommunaler Zusammenschluss', en: 'Intermunicipal body' },
        help: {
          de: 'Zweckverband, Regionalverband oder eine andere gemeinsame Einrichtung mehrerer Kommunen.',
          en: 'Special-purpose association, regional association or another joint body of several municipalities.',
        },
      },
    },
  }),
  legalForm: vocabulary({
    label: { de: 'Rechtsform', en: 'Legal form' },
    codes: {
      kdoer: { label: { de: 'Körperschaft des öffentlichen Rechts', en: 'Corporation under public law' } },
      aoer: { label: { de: 'Anstalt des öffentlichen Rechts (AöR)', en: 'Institution under public law' } },
      joint_aoer: {
        label: { de: 'Gemeinsame Anstalt des öffentlichen Rechts', en: 'Joint institution under public law' },
      },
      eigenbetrieb: {
        label: { de: 'Eigenbetrieb', en: 'Municipal operation (Eigenbetrieb)' },
        help: {
          de: 'Ohne eigene Rechtspersönlichkeit; als Teil der Kommune erfassen, nicht als Beteiligung.',
          en: 'No legal personality; record it as part of the municipality, not as a shareholding.',
        },
      },
      regiebetrieb: {
        label: { de: 'Regiebetrieb', en: 'Municipal department run as a business (Regiebetrieb)' },
        help: {
          de: 'Ohne eigene Rechtspersönlichkeit und ohne eigenen Wirtschaftsplan.',
          en: 'No legal personality and no business plan of its own.',
        },
      },
      zweckverband: { label: { de: 'Zweckverband', en: 'Special-purpose association (Zweckverband)' } },
      stiftung_oer: { label: { de: 'Stiftung des öffentlichen Rechts', en: 'Foundation under public law' } },
      gmbh: { label: { de: 'Gesellschaft mit beschränkter Haftung (GmbH)', en: 'Limited liability company (GmbH)' } },
      ggmbh: { label: { de: 'Gemeinnützige GmbH (gGmbH)', en: 'Non-profit limited liability company (gGmbH)' } },
      ag: { label: { de: 'Aktiengesellschaft (AG)', en: 'Stock corporation (AG)' } },
      gmbh_co_kg: { label: { de: 'GmbH & Co. KG', en: 'Limited partnership with a GmbH as general partner' } },
      eg: { label: { de: 'Eingetragene Genossenschaft (eG)', en: 'Registered cooperative (eG)' } },
      ev: { label: { de: 'Eingetragener Verein (e. V.)', en: 'Registered association (e. V.)' } },
      stiftung: { label: { de: 'Stiftung des bürgerlichen Rechts', en: 'Foundation under private law' } },
      none: { label: { de: 'ohne Rechtsform', en: 'No legal form' } },
    },
  }),
  orgUnitKind: vocabulary({
    label: { de: 'Art der Organisationseinheit', en: 'Kind of unit' },
    codes: {
      directorate: { label: { de: 'Dezernat', en: 'Directorate' } },
      department: { label: { de: 'Fachbereich', en: 'Department' } },
      office: { label: { de: 'Amt', en: 'Office' } },
      division: { label: { de: 'Abteilung', en: 'Division' } },
      staff_unit: { label: { de: 'Stabsstelle', en: 'Staff unit' } },
      team: { label: { de: 'Team oder Sachgebiet', en: 'Team' } },
      lab: { label: { de: 'Labor oder Projektbüro', en: 'Lab or project office' } },
    },
  }),
  committeeKind: vocabulary({
    label: { de: 'Art des Gremiums', en: 'Kind of committee' },
    codes: {
      parliament: { label: { de: 'Rat (Gemeinderat, Stadtrat, Kreistag)', en: 'Council' } },
      committee: { label: { de: 'Ausschuss', en: 'Committee' } },
      advisory_board: { label: { de: 'Beirat', en: 'Advisory board' } },
      faction: { label: { de: 'Fraktion', en: 'Parliamentary group' } },
      district_council: { label: { de: 'Ortschaftsrat oder Bezirksvertretung', en: 'District council' } },
      supervisory_board: { label: { de: 'Aufsichtsrat oder Verwaltungsrat', en: 'Supervisory board' } },
      shareholder_meeting: { label: { de: 'Gesellschafterversammlung', en: 'Shareholders’ meeting' } },
      association_assembly: { label: { de: 'Verbandsversammlung', en: 'Assembly of an association' } },
    },
  }),
  postKind: vocabulary({
    label: { de: 'Art der Stelle', en: 'Kind of post' },
    codes: {
      elected: { label: { de: 'Wahlamt', en: 'Elected office' } },
      executive: { label: { de: 'Leitungsstelle', en: 'Executive post' } },
      staff: { label: { de: 'Sachbearbeitung oder Stab', en: 'Staff post' } },
      volunteer: { label: { de: 'Ehrenamt', en: 'Voluntary post' } },
    },
  }),
  officeHolding: vocabulary({
    label: { de: 'Art der Besetzung', en: 'How the post is held' },
    codes: {
      regular: { label: { de: 'regulär', en: 'Regular' } },
      acting: { label: { de: 'kommissarisch', en: 'Acting' } },
    },
  }),
  membershipRole: vocabulary({
    label: { de: 'Funktion im Gremium', en: 'Function in the body' },
    codes: {
      chair: { label: { de: 'Vorsitz', en: 'Chair' } },
      deputy_chair: { label: { de: 'stellvertretender Vorsitz', en: 'Deputy chair' } },
      member: { label: { de: 'Mitglied', en: 'Member' } },
      substitute: { label: { de: 'Ersatzmitglied', en: 'Substitute' } },
      advisory: { label: { de: 'beratendes Mitglied', en: 'Advisory member' } },
    },
  }),
  sphere: vocabulary({
    label: { de: 'Sphäre', en: 'Sphere' },
    codes: {
      administration: {
        label: { de: 'Verwaltung', en: 'Administration' },
        help: {
          de: 'Die Kernverwaltung mit ihren Dezernaten, Ämtern und Stabsstellen.',
          en: 'The core administration with its directorates, offices and staff units.',
        },
        colour: 'administration',
      },
      municipal_group: {
        label: { de: 'Konzern Kommune', en: 'Municipal group' },
        help: {
          de: 'Beteiligungen, Eigenbetriebe und Anstalten, die die Kommune trägt oder mitträgt.',
          en: 'Enterprises, operations and institutions that the municipality owns or co-owns.',
        },
        colour: 'municipalGroup',
      },
      local_community: {
        label: { de: 'Örtliche Gemeinschaft', en: 'Local community' },
        help: {
          de: 'Vereine, Initiativen, Wirtschaft, Kammern und Hochschulen vor Ort.',
          en: 'Associations, initiatives, businesses, chambers and universities on the spot.',
        },
        colour: 'localCommunity',
      },
      region: {
        label: { de: 'Region', en: 'Region' },
        help: {
          de: 'Nachbarkommunen, Kreis, Zweckverbände und regionale Dienstleister.',
          en: 'Neighbouring municipalities, county, joint bodies and regional providers.',
        },
        colour: 'region',
      },
      politics: {
        label: { de: 'Politik', en: 'Politics' },
        help: {
          de: 'Rat, Ausschüsse, Fraktionen, Ortschaftsräte und Wahlämter.',
          en: 'Council, committees, parliamentary groups, district councils and elected offices.',
        },
        colour: 'politics',
      },
      upper_tier: {
        label: { de: 'Land und Bund', en: 'State and federation' },
        help: {
          de: 'Steht außerhalb des kommunalen Ökosystems, setzt aber Recht und stellt IT bereit.',
          en: 'Outside the municipal ecosystem, but makes law and provides IT.',
        },
        colour: 'upperTier',
      },
    },
  }),
  territoryLevel: vocabulary({
    label: { de: 'Ebene des Gebiets', en: 'Level of the territory' },
    codes: {
      municipality: { label: { de: 'Gemeindegebiet', en: 'Municipality' } },
      district: { label: { de: 'Stadtteil oder Ortschaft', en: 'District of a municipality' } },
      county: { label: { de: 'Kreisgebiet', en: 'County' } },
      region: { label: { de: 'Regionalgebiet', en: 'Region' } },
      state: { label: { de: 'Landesgebiet', en: 'State' } },
      federal: { label: { de: 'Bundesgebiet', en: 'Federation' } },
    },
  }),
  shareInterest: vocabulary({
    label: { de: 'Art der Beteiligung', en: 'Kind of interest' },
    codes: {
      shareholding: { label: { de: 'Kapitalanteil', en: 'Shareholding' } },
      voting_rights: { label: { de: 'Stimmrechtsanteil', en: 'Voting rights' } },
      sole_carrier: {
        label: { de: 'Trägerschaft', en: 'Sole carrier' },
        help: {
          de: 'Träger einer Anstalt oder Stiftung ohne Kapitalanteile.',
          en: 'Carrier of an institution or foundation without shares.',
        },
      },
    },
  }),
  cooperationForm: vocabulary({
    label: { de: 'Form der Zusammenarbeit', en: 'Form of cooperation' },
    codes: {
      delegating: {
        label: { de: 'Delegierende Vereinbarung', en: 'Delegating agreement' },
        help: {
          de: 'Die Aufgabe geht mit der Zuständigkeit über.',
          en: 'The task is transferred together with the competence.',
        },
      },
      mandating: {
        label: { de: 'Mandatierende Vereinbarung', en: 'Mandating agreement' },
        help: {
          de: 'Die Aufgabe wird im Auftrag erledigt, die Zuständigkeit bleibt.',
          en: 'The task is carried out on behalf, the competence stays.',
        },
      },
      zweckvereinbarung: { label: { de: 'Öffentlich-rechtliche Vereinbarung', en: 'Agreement under public law' } },
      arge: { label: { de: 'Arbeitsgemeinschaft', en: 'Working group' } },
      contract: { label: { de: 'Privatrechtlicher Vertrag', en: 'Contract under private law' } },
      loi: { label: { de: 'Absichtserklärung', en: 'Letter of intent' } },
    },
  }),
  successionEvent: vocabulary({
    label: { de: 'Anlass der Nachfolge', en: 'Reason for the succession' },
    codes: {
      merger: { label: { de: 'Zusammenlegung', en: 'Merger' } },
      split: { label: { de: 'Aufteilung', en: 'Split' } },
      rename: { label: { de: 'Umbenennung', en: 'Renaming' } },
      outsourcing: { label: { de: 'Ausgliederung', en: 'Outsourcing' } },
      insourcing: { label: { de: 'Rückführung', en: 'Insourcing' } },
    },
  }),

  // Initiatives, aims and effects

  thrust: vocabulary({
    label: { de: 'Stoßrichtung', en: 'Thrust' },
    codes: {
      '1': {
        label: { de: '„Wasch mich, aber mach mich nicht nass“ überwinden', en: 'Overcome half-hearted change' },
        help: {
          de: 'Den Bestand nur digital nachzubilden, verschenkt die Möglichkeiten; nötig sind Veränderungen im Denken und Handeln.',
          en: 'Merely digitising the status quo wastes the potential; thinking and acting have to change.',
        },
        question: {
          de: 'Welche Vorhaben bilden nur nach, welche verändern wirklich, und wer beurteilt das mit welcher Begründung?',
          en: 'Which initiatives only imitate, which transform, by whose judgement and why?',
        },
      },
      '2': {
        label: {
          de: 'Neue Organisationsformen im Ökosystem Kommune',
          en: 'New forms of organisation in the municipal ecosystem',
        },
        help: {
          de: 'Verwaltung, Konzern Kommune, örtliche Gemeinschaft, Region und Politik handeln als Netzwerk; ihre Grenzen sind fließend.',
          en: 'Administration, municipal group, local community, region and politics act as a network; their borders are not clear-cut.',
        },
        question: {
          de: 'Wer gehört zu welchen Sphären, wer verbindet sie, wer ist nie beteiligt, und wem gehört was über die Grenzen hinweg?',
          en: 'Who belongs to which spheres, who bridges them, who is never involved, who owns what across the borders?',
        },
      },
      '3': {
        label: { de: 'In Schlüsselkompetenzen investieren', en: 'Invest in key competences' },
        help: {
          de: 'Digitalisiertes Arbeiten braucht mehr als IT- und Medienkenntnisse: ein Bündel von acht Kompetenzen.',
          en: 'Digitalised work needs more than IT and media skills: a bundle of eight competences.',
        },
        question: {
          de: 'Welche Kompetenzen brauchen Vorhaben und Prozesse, wer hat sie, und wo fehlen sie?',
          en: 'Which skills do initiatives and processes need, who has them, where are they missing?',
        },
      },
      '4': {
        label: {
          de: 'Neue Arbeitsformen, Methodenkompetenz, schneller in die Umsetzung',
          en: 'New ways of working, methods, faster delivery',
        },
        help: {
          de: 'Erfolg misst sich an der Umsetzung und ihrem Nutzen; Nutzende außen und Mitarbeitende innen stehen gleichermaßen im Blick.',
          en: 'Success is measured by delivery and its value; users outside and staff inside are in focus alike.',
        },
        question: {
          de: 'Welche Vorhaben beteiligen wirklich beide Seiten, welche Wirkung war versprochen, und was kam heraus?',
          en: 'Which initiatives really involve both sides? What outcome was promised, what came?',
        },
      },
      '5': {
        label: { de: 'Komplexität der föderalen IT abbauen', en: 'Reduce the complexity of federal IT' },
        help: {
          de: 'IT und Onlinedienste zentral bereitstellen, etwa als Cloud-Lösung, damit Kommunen sie leichter anbieten können.',
          en: 'Provide IT and online services centrally, for example as a cloud solution, so that municipalities can offer them more easily.',
        },
        question: {
          de: 'Was betreiben wir selbst, das andere zentral anbieten, und was hängt von welchem Anbieter ab?',
          en: 'What do we run that others provide centrally? What depends on which provider?',
        },
      },
      '5.5': {
        label: { de: 'Zuständigkeiten neu diskutieren', en: 'Rethink competences' },
        help: {
          de: 'Wo und wie Leistungen aus Bundes- und Landesrecht erbracht werden, damit sie wirtschaftlich sind und der örtlichen Gemeinschaft am meisten nützen.',
          en: 'Where and how services that follow from federal or state law are delivered, so that they are economical and of most use to the local community.',
        },
        question: {
          de: 'Welches Recht, welche Ebene, wie viel örtlicher Spielraum, und was änderte sich bei einer Verlagerung?',
          en: 'Which law, which level, how much local discretion, what would change if it moved?',
        },
      },
    },
  }),
  targetQuality: vocabulary({
    label: { de: 'Zielqualität', en: 'Target quality' },
    codes: {
      life: {
        label: { de: 'Lebensqualität', en: 'Quality of life' },
        help: { de: 'Was Einwohnerinnen und Einwohnern im Alltag hilft.', en: 'What helps residents in daily life.' },
      },
      location: {
        label: { de: 'Standortqualität', en: 'Quality of location' },
        help: {
          de: 'Was den Ort für Wirtschaft, Wissenschaft und Gäste stärkt.',
          en: 'What makes the place stronger for business, science and visitors.',
        },
      },
      work: {
        label: { de: 'Arbeitsqualität', en: 'Quality of work' },
        help: {
          de: 'Was die Arbeit in Verwaltung und Betrieben besser macht.',
          en: 'What makes work in administration and enterprises better.',
        },
      },
    },
  }),
  skill: vocabulary({
    label: { de: 'Schlüsselkompetenz', en: 'Key competence' },
    codes: {
      it_media: { label: { de: 'IT- und Medienkompetenz', en: 'IT and media competence' } },
      diversity: { label: { de: 'Diversitätskompetenz', en: 'Diversity competence' } },
      ethical: { label: { de: 'Ethische Kompetenz', en: 'Ethical competence' } },
      personal: { label: { de: 'Personale Kompetenz', en: 'Personal competence' } },
      social: { label: { de: 'Soziale Kompetenz', en: 'Social competence' } },
      strategic: { label: { de: 'Strategische Kompetenz', en: 'Strategic competence' } },
      leadership: { label: { de: 'Führungskompetenz', en: 'Leadership competence' } },
      hr_development: { label: { de: 'Kompetenz in der Personalentwicklung', en: 'Competence in staff development' } },
    },
  }),
  programmeKind: vocabulary({
    label: { de: 'Art des Programms', en: 'Kind of programme' },
    codes: {
      digital_strategy: { label: { de: 'Digitalstrategie', en: 'Digital strategy' } },
      smart_city: { label: { de: 'Smart City', en: 'Smart city' } },
      funding: { label: { de: 'Förderprogramm', en: 'Funding programme' } },
      ozg: { label: { de: 'OZG-Umsetzung', en: 'Online access act (OZG)' } },
      other,
    },
  }),
  stage: vocabulary({
    label: { de: 'Stand des Vorhabens', en: 'Stage' },
    codes: {
      idea: { label: { de: 'Idee', en: 'Idea' } },
      decided: { label: { de: 'beschlossen', en: 'Decided' } },
      planned: { label: { de: 'in Planung', en: 'Planned' } },
      running: { label: { de: 'läuft', en: 'Running' } },
      paused: { label: { de: 'ruht', en: 'Paused' } },
      live: { label: { de: 'im Betrieb', en: 'Live' } },
      completed: { label: { de: 'abgeschlossen', en: 'Completed' } },
      stopped: { label: { de: 'abgebrochen', en: 'Stopped' } },
    },
  }),
  depth: vocabulary({
    label: { de: 'Veränderungstiefe', en: 'Depth of change' },
    codes: {
      imitative: {
        label: { de: 'nachbildend', en: 'Imitative' },
        help: {
          de: 'Der bisherige Ablauf wird elektronisch nachgebaut.',
          en: 'The existing procedure is rebuilt electronically.',
        },
      },
      optimising: {
        label: { de: 'verbessernd', en: 'Optimising' },
        help: {
          de: 'Der Ablauf wird vereinfacht, sein Zweck bleibt.',
          en: 'The procedure becomes simpler, its purpose stays.',
        },
      },
      transformative: {
        label: { de: 'verändernd', en: 'Transformative' },
        help: {
          de: 'Aufgabe, Zusammenarbeit oder Leistung werden neu gedacht.',
          en: 'Task, cooperation or service are thought anew.',
        },
      },
      unrated: { label: { de: 'noch nicht eingeschätzt', en: 'Not rated yet' } },
    },
  }),
  workingMode: vocabulary({
    label: { de: 'Arbeitsweise', en: 'Way of working' },
    codes: {
      agile: { label: { de: 'agil', en: 'Agile' } },
      service_design: { label: { de: 'Service Design', en: 'Service design' } },
      cross_functional: { label: { de: 'fachübergreifendes Team', en: 'Cross-functional team' } },
      waterfall: { label: { de: 'klassisches Projektmanagement', en: 'Classic project management' } },
    },
  }),
  health: vocabulary({
    label: { de: 'Ampel', en: 'Health' },
    codes: {
      green: { label: { de: 'grün: im Plan', en: 'Green: on track' }, colour: 'good' },
      amber: { label: { de: 'gelb: gefährdet', en: 'Amber: at risk' }, colour: 'warning' },
      red: { label: { de: 'rot: gestört', en: 'Red: in trouble' }, colour: 'bad' },
    },
  }),
  indicatorDirection: vocabulary({
    label: { de: 'Gewünschte Richtung', en: 'Desired direction' },
    codes: {
      up: { label: { de: 'mehr ist besser', en: 'Higher is better' } },
      down: { label: { de: 'weniger ist besser', en: 'Lower is better' } },
    },
  }),
  indicatorLevel: vocabulary({
    label: { de: 'Wirkungsstufe', en: 'Level of effect' },
    codes: {
      output: { label: { de: 'Ergebnis (was geliefert wurde)', en: 'Output' } },
      outcome: { label: { de: 'Wirkung bei den Nutzenden', en: 'Outcome' } },
      impact: { label: { de: 'Wirkung für die Gemeinschaft', en: 'Impact' } },
    },
  }),
  contributionRole: vocabulary({
    label: { de: 'Art der Mitwirkung', en: 'Kind of contribution' },
    codes: {
      contributor: { label: { de: 'arbeitet mit', en: 'Contributes work' } },
      consulted: { label: { de: 'wird angehört', en: 'Is consulted' } },
      informed: { label: { de: 'wird unterrichtet', en: 'Is informed' } },
      partner: { label: { de: 'ist Partner', en: 'Is a partner' } },
      pilot_user: { label: { de: 'erprobt als Erstes', en: 'Is a pilot user' } },
    },
  }),
  involvementDepth: vocabulary({
    label: { de: 'Tiefe der Beteiligung', en: 'Depth of involvement' },
    codes: {
      informed: { label: { de: 'informiert', en: 'Informed' } },
      consulted: { label: { de: 'angehört', en: 'Consulted' } },
      co_created: { label: { de: 'mitgestaltend', en: 'Co-created' } },
      co_decided: { label: { de: 'mitentscheidend', en: 'Co-decided' } },
    },
  }),
  fundingKind: vocabulary({
    label: { de: 'Art der Finanzierung', en: 'Kind of funding' },
    codes: {
      own_budget: { label: { de: 'Eigenmittel', en: 'Own budget' } },
      grant: { label: { de: 'Fördermittel', en: 'Grant' } },
      loan: { label: { de: 'Darlehen', en: 'Loan' } },
      sponsor: { label: { de: 'Sponsoring', en: 'Sponsoring' } },
      in_kind: { label: { de: 'Sachleistung', en: 'In kind' } },
    },
  }),
  aimStrength: vocabulary({
    label: { de: 'Gewicht des Ziels', en: 'Strength of the aim' },
    codes: {
      main: { label: { de: 'Hauptziel', en: 'Main aim' } },
      side: { label: { de: 'Nebenziel', en: 'Side aim' } },
    },
  }),
  changeMode: vocabulary({
    label: { de: 'Art der Veränderung', en: 'Mode of change' },
    codes: {
      imitates: { label: { de: 'bildet nach', en: 'Imitates' } },
      improves: { label: { de: 'verbessert', en: 'Improves' } },
      transforms: { label: { de: 'gestaltet um', en: 'Transforms' } },
      introduces: { label: { de: 'führt ein', en: 'Introduces' } },
      replaces: { label: { de: 'löst ab', en: 'Replaces' } },
      retires: { label: { de: 'schafft ab', en: 'Retires' } },
    },
  }),
  userSide: vocabulary({
    label: { de: 'Seite der Nutzenden', en: 'Side of the users' },
    codes: {
      external: {
        label: { de: 'außen', en: 'External' },
        help: { de: 'Bürgerschaft, Wirtschaft, Vereine, Gäste.', en: 'Citizens, businesses, associations, visitors.' },
      },
      internal: {
        label: { de: 'innen', en: 'Internal' },
        help: { de: 'Mitarbeitende der Verwaltung und der Betriebe.', en: 'Staff of administration and enterprises.' },
      },
    },
  }),
  audience: vocabulary({
    label: { de: 'Zielgruppe', en: 'Audience' },
    codes: {
      citizen: { label: { de: 'Bürgerinnen und Bürger', en: 'Citizens' } },
      business: { label: { de: 'Wirtschaft', en: 'Businesses' } },
      association: { label: { de: 'Vereine und Verbände', en: 'Associations' } },
      visitor: { label: { de: 'Gäste', en: 'Visitors' } },
      staff: { label: { de: 'Mitarbeitende', en: 'Staff' } },
      council: { label: { de: 'Mandatstragende', en: 'Council members' } },
      partner: { label: { de: 'Partner', en: 'Partners' } },
    },
  }),
  userInvolvement: vocabulary({
    label: { de: 'Einbezug der Nutzenden', en: 'Involvement of users' },
    codes: {
      none: { label: { de: 'nicht einbezogen', en: 'Not involved' } },
      researched: { label: { de: 'Bedarf erhoben', en: 'Needs researched' } },
      tested: { label: { de: 'Lösung erprobt', en: 'Solution tested' } },
      co_designed: { label: { de: 'gemeinsam entworfen', en: 'Co-designed' } },
    },
  }),

  // Decisions

  decisionResult: vocabulary({
    label: { de: 'Beschlussergebnis', en: 'Result' },
    codes: {
      adopted: { label: { de: 'angenommen', en: 'Adopted' } },
      amended: { label: { de: 'mit Änderungen angenommen', en: 'Adopted with amendments' } },
      rejected: { label: { de: 'abgelehnt', en: 'Rejected' } },
      deferred: { label: { de: 'vertagt', en: 'Deferred' } },
      noted: { label: { de: 'zur Kenntnis genommen', en: 'Noted' } },
      withdrawn: { label: { de: 'zurückgezogen', en: 'Withdrawn' } },
    },
  }),
  consultationRole: vocabulary({
    label: { de: 'Art der Beratung', en: 'Role of the consultation' },
    codes: {
      decision: { label: { de: 'Entscheidung', en: 'Decision' } },
      advice: { label: { de: 'Vorberatung', en: 'Preliminary advice' } },
      note: { label: { de: 'Kenntnisnahme', en: 'For information' } },
    },
  }),
  decisionEffect: vocabulary({
    label: { de: 'Wirkung des Beschlusses', en: 'Effect of the decision' },
    codes: {
      mandates: { label: { de: 'beauftragt', en: 'Mandates' } },
      funds: { label: { de: 'stellt Mittel bereit', en: 'Provides funds' } },
      amends: { label: { de: 'ändert ab', en: 'Amends' } },
      pauses: { label: { de: 'setzt aus', en: 'Pauses' } },
      stops: { label: { de: 'beendet', en: 'Stops' } },
      notes: { label: { de: 'nimmt zur Kenntnis', en: 'Takes note' } },
    },
  }),
  moverKind: vocabulary({
    label: { de: 'Rolle bei der Vorlage', en: 'Role in the motion' },
    codes: {
      originator: { label: { de: 'Antragstellung', en: 'Originator' } },
      lead_office: {
        label: { de: 'Federführung', en: 'Lead office' },
        help: {
          de: 'Bereitet die Vorlage vor. Das belegt noch keine Verantwortung für das Vorhaben.',
          en: 'Prepares the paper. This is no evidence of accountability for the initiative.',
        },
      },
    },
  }),
  jurisdiction: vocabulary({
    label: { de: 'Rechtsebene', en: 'Jurisdiction' },
    codes: {
      eu: { label: { de: 'Europäische Union', en: 'European Union' } },
      federal: { label: { de: 'Bundesrecht', en: 'Federal law' } },
      state: { label: { de: 'Landesrecht', en: 'State law' } },
      municipal: { label: { de: 'Ortsrecht', en: 'Municipal law' } },
    },
  }),

  // Services and processes

  taskType: vocabulary({
    label: { de: 'Art der Aufgabe', en: 'Kind of task' },
    codes: {
      voluntary: { label: { de: 'freiwillige Selbstverwaltungsaufgabe', en: 'Voluntary task' } },
      mandatory_self: { label: { de: 'pflichtige Selbstverwaltungsaufgabe', en: 'Mandatory task of self-government' } },
      mandatory_directive: { label: { de: 'Pflichtaufgabe nach Weisung', en: 'Mandatory task under directive' } },
      delegated_state: { label: { de: 'übertragene staatliche Aufgabe', en: 'Delegated state task' } },
      internal: { label: { de: 'verwaltungsinterne Leistung', en: 'Internal service' } },
    },
  }),
  maturityModel: vocabulary({
    label: { de: 'Reifegradmodell', en: 'Maturity model' },
    codes: {
      '1.1': {
        label: { de: 'OZG-Reifegradmodell 1.1 (Stufen 0 bis 4)', en: 'OZG maturity model 1.1 (levels 0 to 4)' },
      },
      '2.0': {
        label: { de: 'OZG-Reifegradmodell 2.0 (Stufen 0 bis 7)', en: 'OZG maturity model 2.0 (levels 0 to 7)' },
      },
    },
  }),
  processLevel: vocabulary({
    label: { de: 'Prozessebene', en: 'Process level' },
    codes: {
      process: { label: { de: 'Gesamtprozess', en: 'Process' } },
      subprocess: { label: { de: 'Teilprozess', en: 'Sub-process' } },
      activity: { label: { de: 'Aktivität', en: 'Activity' } },
    },
  }),
  localDiscretion: vocabulary({
    label: { de: 'Örtlicher Spielraum', en: 'Local discretion' },
    codes: {
      none: { label: { de: 'kein Spielraum', en: 'None' } },
      low: { label: { de: 'geringer Spielraum', en: 'Low' } },
      high: { label: { de: 'großer Spielraum', en: 'High' } },
    },
  }),
  automation: vocabulary({
    label: { de: 'Automatisierung', en: 'Automation' },
    codes: {
      none: { label: { de: 'nicht automatisiert', en: 'None' } },
      partial: { label: { de: 'teilweise automatisiert', en: 'Partial' } },
      full: { label: { de: 'vollständig automatisiert', en: 'Full' } },
    },
  }),
  competenceFunction: vocabulary({
    label: { de: 'Funktion der Zuständigkeit', en: 'Function of the competence' },
    codes: {
      regulation: {
        label: { de: 'Regelung', en: 'Regulation' },
        help: { de: 'Setzt das Recht.', en: 'Makes the law.' },
      },
      execution: {
        label: { de: 'Vollzug', en: 'Execution' },
        help: { de: 'Bearbeitet und entscheidet den Einzelfall.', en: 'Handles and decides the single case.' },
      },
      it_provision: { label: { de: 'IT-Bereitstellung', en: 'IT provision' } },
      supervision: { label: { de: 'Aufsicht', en: 'Supervision' } },
    },
  }),
  administrativeLevel: vocabulary({
    label: { de: 'Verwaltungsebene', en: 'Level of government' },
    codes: { municipal, county, state, federal },
  }),
  competenceLevel: vocabulary({
    label: { de: 'Ebene der Aufgabenerledigung', en: 'Level of delivery' },
    codes: {
      municipal,
      intermunicipal: { label: { de: 'mehrere Kommunen gemeinsam', en: 'Intermunicipal' } },
      county,
      state,
      federal,
      shared: { label: { de: 'ebenenübergreifend gemeinsam', en: 'Shared across levels' } },
    },
  }),
  reviewScope: vocabulary({
    label: { de: 'Gegenstand der Prüfung', en: 'Scope of the review' },
    codes: {
      service: { label: { de: 'ganze Leistung', en: 'Whole service' } },
      process: { label: { de: 'ganzer Prozess', en: 'Whole process' } },
      subprocess: { label: { de: 'einzelner Teilprozess', en: 'Single sub-process' } },
    },
  }),
  reviewStatus: vocabulary({
    label: { de: 'Stand der Prüfung', en: 'Status of the review' },
    codes: {
      raised: { label: { de: 'angestoßen', en: 'Raised' } },
      examined: { label: { de: 'wird untersucht', en: 'Under examination' } },
      proposed: { label: { de: 'Vorschlag liegt vor', en: 'Proposal made' } },
      agreed: { label: { de: 'vereinbart', en: 'Agreed' } },
      rejected: { label: { de: 'verworfen', en: 'Rejected' } },
    },
  }),

  // Systems, offerings and data

  criticality: vocabulary({
    label: { de: 'Bedeutung', en: 'Criticality' },
    codes: {
      essential: {
        label: { de: 'unverzichtbar', en: 'Essential' },
        help: {
          de: 'Ohne sie steht alles, was davon abhängt.',
          en: 'Without it everything that depends on it stands still.',
        },
      },
      high: { label: { de: 'hoch', en: 'High' } },
      medium: { label: { de: 'mittel', en: 'Medium' } },
      low: {
        label: { de: 'gering', en: 'Low' },
        help: {
          de: 'Ein Ausfall ist verkraftbar und zählt bei der Auswirkung nicht mit.',
          en: 'A failure is bearable and does not count for impact.',
        },
      },
    },
  }),
  systemKind: vocabulary({
    label: { de: 'Art des Systems', en: 'Kind of system' },
    codes: {
      specialist_app: { label: { de: 'Fachverfahren', en: 'Specialist application' } },
      portal: { label: { de: 'Portal', en: 'Portal' } },
      platform: { label: { de: 'Plattform', en: 'Platform' } },
      infrastructure: { label: { de: 'Infrastruktur', en: 'Infrastructure' } },
      base_component: { label: { de: 'Basiskomponente', en: 'Base component' } },
      saas: { label: { de: 'Software als Dienst (SaaS)', en: 'Software as a service' } },
    },
  }),
  provision: vocabulary({
    label: { de: 'Bereitstellung', en: 'Provision' },
    codes: {
      own: { label: { de: 'eigener Betrieb', en: 'Own' } },
      shared_intermunicipal: {
        label: { de: 'gemeinsam mit anderen Kommunen', en: 'Shared with other municipalities' },
      },
      state_central: { label: { de: 'zentral durch das Land', en: 'Central by the state' } },
      efa: { label: { de: 'Einer für Alle (EfA)', en: 'One for all (EfA)' } },
      dvc: { label: { de: 'Deutsche Verwaltungscloud (DVC)', en: 'German administration cloud (DVC)' } },
      market: { label: { de: 'vom Markt bezogen', en: 'From the market' } },
    },
  }),
  lifecycle: vocabulary({
    label: { de: 'Lebenszyklus', en: 'Lifecycle' },
    codes: {
      plan: { label: { de: 'in Vorbereitung', en: 'Planned' } },
      active: { label: { de: 'produktiv', en: 'Active' } },
      phase_out: { label: { de: 'läuft aus', en: 'Phasing out' } },
      retired: { label: { de: 'abgeschaltet', en: 'Retired' } },
    },
  }),
  reuseModel: vocabulary({
    label: { de: 'Nachnutzungsmodell', en: 'Reuse model' },
    codes: {
      efa: { label: { de: 'Einer für Alle (EfA)', en: 'One for all (EfA)' } },
      dvc: { label: { de: 'Deutsche Verwaltungscloud (DVC)', en: 'German administration cloud (DVC)' } },
      state_central: { label: { de: 'zentrales Angebot des Landes', en: 'Central offer of the state' } },
      decentral_software: {
        label: { de: 'nachnutzbare Software, örtlich betrieben', en: 'Reusable software, run locally' },
      },
      intermunicipal: { label: { de: 'interkommunales Angebot', en: 'Intermunicipal offer' } },
      market: { label: { de: 'Marktangebot', en: 'Market offer' } },
    },
  }),
  offeringStatus: vocabulary({
    label: { de: 'Stand des Angebots', en: 'Status of the offering' },
    codes: {
      announced: { label: { de: 'angekündigt', en: 'Announced' } },
      pilot: { label: { de: 'in Erprobung', en: 'Pilot' } },
      live: { label: { de: 'verfügbar', en: 'Live' } },
      ending: { label: { de: 'wird eingestellt', en: 'Ending' } },
    },
  }),
  offeringFit: vocabulary({
    label: { de: 'Grad der Abdeckung', en: 'Fit' },
    codes: {
      full: { label: { de: 'vollständig', en: 'Full' } },
      partial: { label: { de: 'teilweise', en: 'Partial' } },
    },
  }),
  adoptionStage: vocabulary({
    label: { de: 'Stand der Nutzung', en: 'Stage of adoption' },
    codes: {
      interested: { label: { de: 'interessiert', en: 'Interested' } },
      onboarding: { label: { de: 'wird angebunden', en: 'Onboarding' } },
      live: { label: { de: 'in Nutzung', en: 'Live' } },
      ended: { label: { de: 'Nutzung beendet', en: 'Ended' } },
    },
  }),
  dependencyKind: vocabulary({
    label: { de: 'Art der Abhängigkeit', en: 'Kind of dependency' },
    codes: {
      technical: { label: { de: 'technisch', en: 'Technical' } },
      data: { label: { de: 'durch Daten', en: 'By data' } },
      contract: { label: { de: 'vertraglich', en: 'By contract' } },
      schedule: { label: { de: 'zeitlich', en: 'By schedule' } },
      legal: { label: { de: 'rechtlich', en: 'Legal' } },
    },
  }),
  providerRole: vocabulary({
    label: { de: 'Rolle des Anbieters', en: 'Role of the provider' },
    codes: {
      operator: { label: { de: 'Betrieb', en: 'Operation' } },
      hosting: { label: { de: 'Rechenzentrum', en: 'Hosting' } },
      support: { label: { de: 'Pflege und Support', en: 'Support' } },
      vendor: { label: { de: 'Vertrieb', en: 'Vendor' } },
    },
  }),
  personalData: vocabulary({
    label: { de: 'Personenbezug', en: 'Personal data' },
    codes: {
      none,
      pseudonymous: { label: { de: 'pseudonymisiert', en: 'Pseudonymous' } },
      personal: { label: { de: 'personenbezogen', en: 'Personal' } },
      special: { label: { de: 'besondere Kategorien (Art. 9 DSGVO)', en: 'Special categories (Art. 9 GDPR)' } },
    },
  }),
  dataTheme: vocabulary({
    label: { de: 'Datenthema (DCAT-AP.de)', en: 'Data theme (DCAT-AP.de)' },
    codes: {
      agri: {
        label: { de: 'Landwirtschaft, Fischerei, Forst, Ernährung', en: 'Agriculture, fisheries, forestry and food' },
        officialCode: 'AGRI',
      },
      econ: { label: { de: 'Wirtschaft und Finanzen', en: 'Economy and finance' }, officialCode: 'ECON' },
      educ: { label: { de: 'Bildung, Kultur und Sport', en: 'Education, culture and sport' }, officialCode: 'EDUC' },
      ener: { label: { de: 'Energie', en: 'Energy' }, officialCode: 'ENER' },
      envi: { label: { de: 'Umwelt', en: 'Environment' }, officialCode: 'ENVI' },
      gove: {
        label: { de: 'Regierung und öffentlicher Sektor', en: 'Government and public sector' },
        officialCode: 'GOVE',
      },
      heal: { label: { de: 'Gesundheit', en: 'Health' }, officialCode: 'HEAL' },
      intr: { label: { de: 'Internationale Themen', en: 'International issues' }, officialCode: 'INTR' },
      just: {
        label: { de: 'Justiz und öffentliche Sicherheit', en: 'Justice and public safety' },
        officialCode: 'JUST',
      },
      regi: { label: { de: 'Regionen und Städte', en: 'Regions and cities' }, officialCode: 'REGI' },
      soci: { label: { de: 'Bevölkerung und Gesellschaft', en: 'Population and society' }, officialCode: 'SOCI' },
      tech: { label: { de: 'Wissenschaft und Technologie', en: 'Science and technology' }, officialCode: 'TECH' },
      tran: { label: { de: 'Verkehr', en: 'Transport' }, officialCode: 'TRAN' },
    },
  }),
  dataAccess: vocabulary({
    label: { de: 'Zugriff auf Daten', en: 'Access to data' },
    codes: {
      read: { label: { de: 'lesend', en: 'Read' } },
      write: { label: { de: 'schreibend', en: 'Write' } },
    },
  }),
  stewardRole: vocabulary({
    label: { de: 'Rolle bei der Datenpflege', en: 'Role in data care' },
    codes: {
      steward: { label: { de: 'fachliche Datenpflege', en: 'Steward' } },
      custodian: { label: { de: 'technische Datenhaltung', en: 'Custodian' } },
      publisher: { label: { de: 'Veröffentlichung', en: 'Publisher' } },
      originator: { label: { de: 'Datenerhebung', en: 'Originator' } },
    },
  }),

  // Evidence

  sourceKind: vocabulary({
    label: { de: 'Art der Quelle', en: 'Kind of source' },
    codes: {
      council_paper: { label: { de: 'Sitzungsvorlage', en: 'Council paper' } },
      share_report: { label: { de: 'Beteiligungsbericht', en: 'Report on shareholdings' } },
      org_chart: { label: { de: 'Organigramm', en: 'Organisation chart' } },
      statute: { label: { de: 'Satzung oder Gesetz', en: 'Statute' } },
      catalogue: { label: { de: 'Katalog', en: 'Catalogue' } },
      contract: { label: { de: 'Vertrag', en: 'Contract' } },
      interview: { label: { de: 'Gespräch', en: 'Interview' } },
      website: { label: { de: 'Internetseite', en: 'Website' } },
      workshop: { label: { de: 'Workshop', en: 'Workshop' } },
      confirmation: { label: { de: 'Rückmeldung der Stelle', en: 'Confirmation by the unit' } },
      register: { label: { de: 'Amtliches Register', en: 'Official register' } },
    },
  }),
  assertionStatus: vocabulary({
    label: { de: 'Stand der Behauptung', en: 'Status of the assertion' },
    codes: {
      proposed: { label: { de: 'vorgeschlagen', en: 'Proposed' } },
      accepted: { label: { de: 'anerkannt', en: 'Accepted' } },
      rejected: { label: { de: 'zurückgewiesen', en: 'Rejected' } },
      superseded: { label: { de: 'überholt', en: 'Superseded' } },
    },
  }),

  // What the product itself speaks of

  gapKind: vocabulary({
    label: { de: 'Art der Lücke', en: 'Kind of gap' },
    standalone: 'GET /gaps',
    codes: {
      no_accountable: {
        label: { de: 'Ohne verantwortliche Stelle', en: 'Nobody accountable' },
        help: {
          de: 'Das Vorhaben ist aktiv, aber niemand verantwortet es.',
          en: 'The initiative is active, but nobody is accountable for it.',
        },
      },
      two_accountable: {
        label: { de: 'Mehrere verantwortliche Stellen', en: 'Several accountable' },
        help: {
          de: 'Am selben Tag sind mehrere Stellen verantwortlich.',
          en: 'Several are accountable on the same day.',
        },
      },
      post_vacant: {
        label: { de: 'Verantwortliche Stelle unbesetzt', en: 'Accountable post is vacant' },
        help: {
          de: 'Die Verantwortung liegt bei einer Stelle, die niemand innehat.',
          en: 'Accountability rests with a post that nobody holds.',
        },
      },
      organisation_dissolved: {
        label: { de: 'Verantwortliche Organisation aufgelöst', en: 'Accountable organisation dissolved' },
        help: { de: 'Die verantwortliche Stelle besteht nicht mehr.', en: 'Whoever is accountable no longer exists.' },
      },
      mandate_ended: {
        label: { de: 'Mandat beendet', en: 'Mandate ended' },
        help: {
          de: 'Eine Person steht im Bestand, deren Mandat lange beendet ist.',
          en: 'A person is recorded whose mandate ended long ago.',
        },
      },
      no_decision_or_budget: {
        label: { de: 'Ohne Beschluss oder Finanzierung', en: 'No decision or funding' },
        help: {
          de: 'Das Vorhaben läuft, ohne dass ein Beschluss oder Geld nachgewiesen ist.',
          en: 'The initiative runs without a recorded decision or funding.',
        },
      },
      stale_source: {
        label: { de: 'Quelle veraltet', en: 'Stale source' },
        help: { de: 'Seit über zwölf Monaten nicht geprüft.', en: 'Not reviewed for more than twelve months.' },
      },
      differs_from_competence: {
        label: { de: 'Verantwortung und Zuständigkeit verschieden', en: 'Accountability differs from competence' },
        help: {
          de: 'Verantwortlich ist eine andere Stelle als die, die nach dem Recht zuständig ist.',
          en: 'The accountable body is not the one that is competent by law.',
        },
      },
      contested: {
        label: { de: 'Widersprüchliche Angaben', en: 'Contested' },
        help: { de: 'Quellen behaupten Verschiedenes.', en: 'Sources claim different things.' },
      },
    },
  }),
} as const

export type VocabularyName = keyof typeof vocabularies
/** The codes of a vocabulary as a literal union. */
export type Code<V extends VocabularyName> = V extends VocabularyName
  ? Extract<keyof (typeof vocabularies)[V]['codes'], string>
  : never
