"""What a single printed word can be in a name: given name, initial, particle, title, …"""

from __future__ import annotations

import re
from enum import IntFlag
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from citekit.text.characters import fold


class Fact(IntFlag):
    """What is known of a word; several facts may hold."""

    MALE = 1
    FEMALE = 2
    ALSO_FAMILY = 4  # a given name that is a common family name too
    ENGLISH = 8  # a given name used mainly in English, whose bearers have one family name
    INITIAL = 16
    CAPITALS = 32
    PARTICLE = 64
    PREFIX = 128  # a capitalised opening of a family name: Le, De, Saint, Ben
    LOWER = 256
    TITLE = 512
    DEGREE = 1024
    SUFFIX = 2048
    BODY = 4096
    COMMON = 8192  # a word of titles and of prose, in no name
    STRANGE = 16384  # digits, marks: in no name
    ELIDED = 32768  # a particle and the name itself: d'Alembert


GIVEN = int(Fact.MALE | Fact.FEMALE)
# Plain integers from here on: these tests run several times a word.
MALE = int(Fact.MALE)
FEMALE = int(Fact.FEMALE)
ALSO_FAMILY = int(Fact.ALSO_FAMILY)
ENGLISH = int(Fact.ENGLISH)
INITIAL = int(Fact.INITIAL)
CAPITALS = int(Fact.CAPITALS)
PARTICLE = int(Fact.PARTICLE)
PREFIX = int(Fact.PREFIX)
LOWER = int(Fact.LOWER)
TITLE = int(Fact.TITLE)
DEGREE = int(Fact.DEGREE)
SUFFIX = int(Fact.SUFFIX)
BODY = int(Fact.BODY)
COMMON = int(Fact.COMMON)
STRANGE = int(Fact.STRANGE)
ELIDED = int(Fact.ELIDED)


class Word(NamedTuple):
    """A word of a name and where it stands in the text."""

    text: str
    start: int
    end: int


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

_FILE = Path(__file__).parent.parent / "given_names.txt"
_WEAK = ("ar", "af", "de", "xx")
"""Where family names made of given names are the rule: weak evidence of a given name."""


@cache
def given_names() -> dict[str, int]:
    """Folded given name → facts, read once from ``given_names.txt``."""
    text = _FILE.read_text(encoding="ascii")
    names: dict[str, int] = {}
    for block in text.split("\n[")[1:]:
        head, _, body = block.partition("]\n")
        language, gender = head.split()
        sex = MALE if gender == "m" else FEMALE
        base = sex | (ALSO_FAMILY if language in _WEAK else ENGLISH if language == "en" else 0)
        lines = body.split()
        fresh = dict.fromkeys(lines, base)
        for line in lines:
            if line[-1] == "*":
                del fresh[line]
                fresh[line[:-1]] = base | ALSO_FAMILY
        for both in names.keys() & fresh.keys():
            fresh[both] = names[both] | sex | (fresh[both] & ALSO_FAMILY)
        names |= fresh
    return names


EAST_ASIAN = frozenset(
    "nguyen tran pham hoang huynh phan dang bui ngo duong zhang wang liu chen yang zhao huang zhou "
    "xu zhu gao guo luo mao deng zheng xie feng jiang".split()
)
"""Vietnamese and Chinese family names, which often stand first."""

_EDGES = '()[]"«»“”‹›*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰:;,!…'
_MIXED_CAPITALS = re.compile(
    r"(?:Mc|Mac|De|Du|La|Le|Van|[DdLO]['’])[^\W\d_a-z]{2,}(?:-[^\W\d_a-z]+)*"
)
_HYPHENS = re.compile("[-\u2010\u2011]")
_STRANGE = re.compile(r"[\d:?!=+<>@#%{}|~_\\^$€£§…]")


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``, without marks and quotes at their edges."""
    stop = len(text) if end is None else end
    found = []
    for match in _WORD.finditer(text, start, stop):
        raw = match[0]
        word = raw.strip(_EDGES)
        if word and word != ".":
            lead = raw.find(word)
            begin = match.start() + lead
            found.append(Word(word, begin, begin + len(word)))
    return found


_WORD = re.compile(r"\S+")
_APOSTROPHES = frozenset("'’")
_ELISIONS = frozenset(("d'", "d’", "l'", "l’"))


@lru_cache(maxsize=8192)
def facts(word: str) -> int:
    """All that is known of *word* as printed, as an integer of :class:`Fact`."""
    known = 0
    if _STRANGE.search(word) or not any(char.isalpha() for char in word):
        return STRANGE
    bare = fold(word).rstrip(".")
    undotted = bare.replace(".", "")
    if bare in PARTICLES and word[0].islower():
        known |= PARTICLE
    if word[:2] in _ELISIONS:
        known |= PARTICLE | (ELIDED if len(word) > 2 else 0)
        if word[2:3].islower():  # d'ensemble: prose
            known |= LOWER
    elif word[1:2] in _APOSTROPHES and word[0] in "DL" and word[2:3].islower():
        known |= LOWER | PREFIX
    if bare in PREFIXES and word[0].isupper():
        known |= PREFIX
    if bare in TITLES or (bare.startswith("l'") and bare[2:] in TITLES):
        known |= TITLE
    printed_so = "." in word or word.isupper() or undotted in {"phd", "ptre"}
    if (undotted in DEGREES and printed_so) or _is_order(word):
        known |= DEGREE
    if bare in SUFFIXES:
        known |= SUFFIX
    if bare in BODIES or bare.split("'")[-1] in BODIES:
        known |= BODY
    if bare in COMMON_WORDS:
        known |= COMMON
    if _is_initial(word):
        known |= INITIAL
    elif len(word) > 1 and (word.isupper() or _MIXED_CAPITALS.fullmatch(word)):
        known |= CAPITALS
    if word[0].islower() and not known & (PARTICLE | TITLE | DEGREE | SUFFIX):
        known |= LOWER
    if not known & (PARTICLE | INITIAL | LOWER):
        known |= _given(bare)
    return known


def _given(bare: str) -> int:
    names = given_names()
    if bare in names:
        return names[bare]
    if bare.startswith(("abdel", "abdul", "abder")):
        return MALE
    parts = _HYPHENS.split(bare)
    if len(parts) == 1:
        return 0
    # Pierre-André, Gérald-A., E.-Martin: each half is a given name or an initial.
    found = [names.get(part, 0) for part in parts if len(part.rstrip(".")) > 1]
    if not found or not all(found):
        return 0
    doubt = ALSO_FAMILY if all(known & ALSO_FAMILY for known in found) else 0
    return (found[0] & GIVEN) | doubt


def _is_initial(word: str) -> bool:
    """``J.``, ``J``, ``Ph.``, ``M.T.``, ``H.W``, ``J.-P.``"""
    if len(word) == 1:
        return word.isupper()
    if "." not in word or len(word) > 12:
        return False
    for number, part in enumerate(_INITIALS.split(word)):
        if part and (not part[0].isupper() or len(part) > (2 if number == 0 else 1)):
            return False
        if len(part) == 2 and not part[1].islower():
            return False
    return fold(word).rstrip(".") not in {"st", "dr", "pr", "mr", "ms", "jr", "sr"}


_INITIALS = re.compile(r"[.\-\u2010\u2011]+")
_ORDER = re.compile(r"(?:[a-z]{1,2}\.){2,5}[a-z]?")


def _is_order(word: str) -> bool:
    """``o.p.``, ``c.s.c.``: religious orders and honours in small letters with stops."""
    return bool(_ORDER.fullmatch(word))
