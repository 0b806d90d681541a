"""Words that names are made of, and words that are in no name: folded, as tables."""

from __future__ import annotations

PARTICLES = frozenset(
    "de du des d le la les l van von der den dem het 't ten ter te op zu zum zur vom da dal dalla "
    "dalle dallo dei del della delle dello degli delli di do dos das los las el al ben bin ibn "
    "bint abu af av ap y e i ya wa wa ould ait bou bar bat mac und auf de' d' d’ l' l’".split()
)
PREFIXES = frozenset(
    "le la les l du de des d van von der den vander vande da dal dalla del della delle di do dos "
    "das el al ben bin ibn abou abu aboul ait ould bou st st. ste ste. saint sainte san santa "
    "santo sao mac mc fitz ter ten".split()
)
TITLES = frozenset(
    "mme mmes mlle mlles mm monsieur messieurs madame mesdames mademoiselle mr mrs ms miss dr drs "
    "dre docteur docteure prof pr professeur professeure professor abbe chanoine pere frere soeur "
    "mere mgr monseigneur cardinal pasteur rabbin rev reverend rp r.p ptre maitre me sir lord lady "
    "dame hon honorable juge general colonel capitaine dom dott ing sr. fr don".split()
)
"""Words before (or in an index after) a name; *M.* is decided where the name is read."""
PLAIN_TITLES = frozenset(
    "mme mmes mlle mlles mm monsieur messieurs madame mesdames mademoiselle mr mrs ms dr drs dre "
    "docteur docteure prof professeur professeure professor abbe chanoine mgr monseigneur rp r.p "
    "rev reverend ptre".split()
)
"""Those that are nobody's name, so that they are titles wherever they stand."""
DEGREES = frozenset(
    "phd dphil md ma msc mphil mba mfa ba bsc bed med edd dsc dds dvm llb lld llm lll dcl jd jcd "
    "std sj op oc osb ofm omi csc css cssr csv cm cq ssa sgm sm svd smm pss pfm fsc fic cnd rsr "
    "ocso ocd ofmcap cjm oss oq sco frsc msrc mrsc fba qc cr kc obe cbe rn inf ing arch urb dea "
    "dess frcpc frcp facs ptre osu rscj ssj crsa".split()
)
"""Degrees, orders, honours after a name, folded and without stops."""
SUFFIXES = frozenset(("jr", "sr", "junior", "senior", "fils", "ii", "iii", "iv", "aine", "cadet"))
BODIES = frozenset(
    "academie agence archives assemblee association associations atelier bibliotheque bureau "
    "cabinet caisse cegep centrale centre cercle chaire chambre clinique club coalition collectif "
    "collectifs college comite commissariat commission communaute compagnie confederation "
    "confrerie congregation conseil consortium cooperative cour departement direction ecole "
    "editions equipe etat-major faculte federation fondation forum gouvernement groupe "
    "hopital institut laboratoire librairie ligue lycee mairie ministere mission mouvement musee "
    "observatoire office ordre organisation orchestre parlement parti programme projet redaction "
    "reseau revue secretariat senat service services societe studio syndicat theatre "
    "tribunal troupe union unite universite ville academy agency alliance assembly board bureau "
    "center centre church collective collectif college committee commission community company "
    "congress consortium corporation council court department division editors foundation "
    "government group initiative institute institution laboratory league library ministry "
    "museum network office organization parliament party press project society staff team trust "
    "university workshop comitato consiglio societa istituto universita universidad universidade "
    "sociedad sociedade instituto comite ministerio gesellschaft verein institut universitat "
    "redaktion redaccion redazione etudiants editeurs organisateurs anonyme anonymous cnrs onu "
    "unesco unicef ocde inserm inrae inra oms".split()
)
"""First words of the names of bodies (and what stands for a person whom nobody names)."""
COMMON_WORDS = frozenset(
    "avant-propos introduction conclusion editorial preface postface presentation liminaire "
    "resume resumes summary summaries abstract abstracts resumenes sommaire index table "
    "tables annexe annexes bibliographie bibliography notes note notice notices chronique "
    "chroniques livres livre books book review reviews compte comptes rendu rendus recension "
    "recensions lecture lectures actualite actualites actes colloque dossier varia articles "
    "article auteurs auteur authors contributors collaborateurs erratum errata hommage "
    "memoriam entretien entrevue interview debat debats document documents etude etudes "
    "studies essai essais essay essays research recherche recherches theorie theory histoire "
    "history droit law politique politics social sociale culture nouvelles news letters "
    "lettres lettre letter tome volume numero issue chapitre chapter partie part le the a an "
    "of on in to for and or from with as by at is are une un les des dans sur sous pour par "
    "avec entre vers chez sans ou ce cette ces qui que quoi quel quelle comment pourquoi "
    "quand est sont l'art new towards toward between about perspectives perspective analyse "
    "analysis question questions art arts films film poemes poeme poetry poesie roman romans "
    "musique music palmares festival edito remerciements acknowledgements illustrations "
    "information informations programme calendrier agenda courrier prix tribune point points "
    "regard regards genre travail work world monde revolution guerre war nation nations "
    "education science sciences economie economy ville villes union ecole revue service "
    "services mission projet parti theatre tribunal cour ordre mouvement atelier press "
    "program project network party departement gouvernement parlement church unite musee".split()
)
EAST_ASIAN = frozenset(
    "nguyen tran pham hoang huynh phan dang bui ngo duong zhang wang liu chen yang zhao huang zhou "
    "xu zhu gao guo luo mao deng zheng xie feng jiang".split()
)
"""Vietnamese and Chinese family names, which often stand first."""
