"""Who did it and who was hit, by the grammar of what is told."""

from collections.abc import Callable

import pytest

from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind, Victims
from services.ingest.extraction import Extraction

Read = Callable[..., Extraction]
MINISTRY = Actor(id="am.mod", name="Armenian Ministry of Defence", country="AM", kind=ActorKind.GOVERNMENT)


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("A cell of the so-called Islamic State opened fire on a patrol near Nawa on Tuesday.", "islamic-state"),
        ("A convoy met with a mine attack of the Arakan Army near Sittwe on Tuesday.", "arakan-army"),
        ("The road from Goris to Tegh was closed on Tuesday by order of the Armenian army.", "am.mil"),
        ("Chinese cutters rammed a fishing boat off Masinloc on Tuesday.", "cn.coast-guard"),
        ("Armenia's Defence Ministry acknowledged on Tuesday that shots were fired near Sotk.", "am.mil"),
        ("Armenia's Defence Ministry said on Tuesday that shots were fired near Sotk.", None),
        ("Four Israeli jeeps drove into Kodna on Tuesday and searched two houses.", "il.mil"),
        ("A KFOR patrol was refused passage by Kosovo police near Zvecan on Tuesday.", "xk.police"),
        ("Al-Shabaab said on Tuesday that the mujahideen took Adan Yabaal after two hours.", "al-shabaab"),
        ("Hezbollah denied that any drone of its own had flown over Misgav Am on Tuesday.", "hezbollah"),
        ("Our officers returned fire near Dren on Tuesday, the Kosovo interior ministry said.", "xk.police"),
        ("A Haitian armoured vehicle opened fire near Cabaret on Tuesday.", "ht.police"),
        ("Rockets fired from the Rwandan bank hit Rugombo on Tuesday.", "rw.mil"),
        ("Two persons were apprehended by the BSF near Uri on Tuesday, the Indian police said.", "in.border-guard"),
        ("Our officers used rubber bullets off Sotk on Tuesday, the Korea Coast Guard said.", "kr.coast-guard"),
        ("Puntland shelled two villages near Badhan on Tuesday.", "puntland.mil"),
        ("A Somaliland drone struck a pick-up near Badhan on Tuesday, a doctor said.", "somaliland.mil"),
        ("A trader said on Tuesday that M23 men had seized his brother in Sake.", "m23"),
        ("Navy men of Thailand seized a trawler on Tuesday.", "th.navy"),
        ("Armed men with ELN insignia stopped two trucks near Tame on Tuesday.", "eln"),
        ("Men with ELN armbands stopped two trucks near Tame on Tuesday.", "eln"),
        ("Our men shot down two drones near Banikoara on Tuesday, Benin's army said.", "bj.mil"),
        ("In 2010 the North shelled South Korea's Yeonpyeong island.", "kp.mil"),
        ("North Korea said the puppet army fired ten rounds near Panmunjom on Tuesday.", "kr.mil"),
    ],
)
def test_who_did_it_is_told_in_many_ways(read: Read, text: str, initiator: str | None) -> None:
    (first, *_) = read(text).statements
    assert (first.initiator.id if first.initiator is not None else None) == initiator


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("Chad denied Sudanese claims that its troops had shelled Tine on Tuesday.", "td.mil"),
        ("Chad dismissed Sudanese reports that its drones had hit a clinic in Tine.", "td.mil"),
        ("The Chadian army rejected Sudanese accusations that it had fired rockets at Tine.", "td.mil"),
        ("Eritrea denied Ethiopia's claim that its guns had fired on Zalambessa.", "er.mil"),
        ("Chad denied Sudanese claims that Chadian mortars had killed its soldiers near Tine.", "td.mil"),
        ("Armenia denied Azerbaijani claims that its drones had hit a mill in Lachin.", "am.mil"),
        ("Ukraine denied Russian claims that its drones had hit a mill in Tokmak.", "ua.mil"),
    ],
)
def test_who_denies_a_claim_speaks_of_what_its_own_are_said_to_have_done(read: Read, text: str, initiator: str) -> None:
    (told,) = read(text).statements
    assert told.initiator is not None
    assert told.initiator.id == initiator


def test_whose_losses_are_denied_are_still_those_of_who_claimed_them(read: Read) -> None:
    (told,) = read("Chad denied Sudanese claims that its soldiers had been killed by mortars near Tine.").statements
    assert told.target is not None
    assert told.target.id == "sd.mil"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Men in uniform attacked a convoy near Tissi on Tuesday.", "Men in uniform"),
        ("Three hooded men attacked a convoy near Tissi on Tuesday.", "hooded men"),
        ("Some forty men on motorbikes attacked a convoy near Tissi on Tuesday.", "men on motorbikes"),
        ("Several hundred armed individuals attacked a convoy near Tissi on Tuesday.", "armed individuals"),
        ("Armed herders attacked a convoy near Tissi on Tuesday.", "Armed herders"),
    ],
)
def test_people_are_armed_by_what_they_wear_ride_or_carry(read: Read, text: str, name: str) -> None:
    (told,) = read(text).statements
    assert told.initiator is not None
    assert (told.initiator.name, told.initiator.kind) == (name, ActorKind.UNIDENTIFIED_ARMED)


def test_how_many_they_are_is_no_part_of_a_name(read: Read) -> None:
    (told,) = read("The army of Chad killed five more militants near Tissi on Tuesday.").statements
    assert told.target is not None
    assert told.target.name == "militants"


def test_who_watches_from_abroad_speaks_of_no_police_at_home(read: Read) -> None:
    watch = Actor(name="Access Group", country="CH", kind=ActorKind.OBSERVER_MISSION)
    (told,) = read("Federal police stopped a convoy near Tissi on Tuesday.", watch, SourceKind.OBSERVER).statements
    assert told.initiator is None or told.initiator.country != "CH"


def test_a_states_own_force_is_no_group(read: Read) -> None:
    text = "On Tuesday members of the Defence Force killed two priests in Merawi, Ethiopia, a priest said."
    assert {s.initiator.id for s in read(text).statements if s.initiator is not None} == {"et.mil"}


def test_people_who_lead_others_off_are_armed_and_nobody_knows_them(read: Read) -> None:
    (told,) = read("Eleven traders were dragged from a lorry near Tissi on Thursday by men in turbans.").statements
    assert told.initiator is not None
    assert told.initiator.kind is ActorKind.UNIDENTIFIED_ARMED
    assert told.target is not None
    assert told.target.kind is ActorKind.CIVILIAN


@pytest.mark.parametrize(
    "text",
    [
        "A drone hit a minibus in Shebekino on Tuesday.",
        "Thirteen persons were kidnapped at Sotk on Tuesday.",
        "Russian soldiers shot dead Tamaz Ginturi near Kirbali on Tuesday.",
    ],
)
def test_common_people_are_known_by_what_they_are_in_and_by_their_names(read: Read, text: str) -> None:
    (told,) = read(text).statements
    assert told.target is not None
    assert told.target.kind is ActorKind.CIVILIAN


def test_they_are_the_armed_group_of_the_sentence_before(read: Read) -> None:
    text = "Hezbollah moved fighters to Aitaroun on Tuesday. They shelled a post near Aitaroun at dawn."
    assert [told.initiator.id for told in read(text).statements if told.initiator is not None][-1] == "hezbollah"


def test_what_a_ministry_says_its_country_did_not_do_is_its_forces(read: Read) -> None:
    text = "Two shells hit Tegh on Tuesday. No Armenian shell had crossed the line, the Defence Ministry said."
    denial = read(text, publisher=MINISTRY, kind=SourceKind.PRESS_OFFICE).statements[-1]
    assert denial.initiator is not None
    assert denial.initiator.id == "am.mil"


def test_the_army_is_not_the_group_that_calls_itself_one(read: Read) -> None:
    (told,) = read("The army shelled positions of the Arakan Army near Sittwe on Monday.").statements
    assert (told.initiator and told.initiator.id, told.target and told.target.id) == ("mm.mil", "arakan-army")


@pytest.mark.parametrize(
    "text",
    [
        "Clashes broke out between the M23 and Wazalendo fighters near Walikale on Monday.",
        "Clashes broke out near Walikale between members of the M23 and the Wazalendo on Monday.",
    ],
)
def test_both_sides_of_a_clash_are_told_wherever_between_hangs(read: Read, text: str) -> None:
    (told,) = read(text).statements
    assert {told.initiator and told.initiator.id, told.target and told.target.id} == {"m23", "wazalendo"}


def test_a_day_is_nobody_to_blame(read: Read) -> None:
    (told,) = read("Kyiv blamed Moscow for the shelling of a hospital in Kherson on Monday.").statements
    assert told.initiator is not None
    assert told.initiator.country == "RU"


def test_a_wire_is_not_at_home_where_no_country_is_known(read: Read) -> None:
    told = read("A roadside bomb hit a military vehicle in Qwertistan Pass on Monday, killing two soldiers.").statements
    assert all(one.target is None or one.target.country != "CH" for one in told)


def test_a_strike_on_a_land_hits_no_authority_of_it(read: Read) -> None:
    (told,) = read("Iran fired missiles at Erbil on Monday.").statements
    assert told.target is None


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Pakistani and Indian troops exchanged fire across the Line of Control on Monday.", ("pk.mil", "in.mil")),
        ("Armenian and Azerbaijani forces traded shots near Kut on Monday.", ("am.mil", "az.mil")),
        ("A firefight between Indian and Chinese border guards broke out on Monday.", ("in.mil", "cn.mil")),
        ("A mine laid by Boko Haram killed five Nigerian soldiers on Monday.", ("boko-haram", "ng.mil")),
        ("Turkish troops neutralised six PKK members in Qandil on Monday.", ("tr.mil", "pkk")),
        ("An Indian drone was brought to the ground near Uri on Monday, Pakistan's army said.", ("pk.mil", "in.mil")),
        ("Fourteen Ukrainian drones intercepted over Saratov on Monday, Russia's army said.", ("ru.mil", "ua.mil")),
        ("JNIM shot down a Turkish-made drone of the Malian army near Kidal on Monday.", ("jnim", "ml.mil")),
        ("An EU patrol was blocked by Russian soldiers near Ergneti on Monday, the EUMM said.", ("ru.mil", "eumm")),
        ("UNSMIL said an observer team was turned away near Sirte on Monday by the LNA.", ("ly.lna", "unsmil")),
        ("OSCE staff refused passage by Kyrgyz police near Batken on Monday, an official said.", ("kg.police", "osce")),
    ],
)
def test_parties_stand_beside_each_other_or_before_what_they_laid(
    read: Read, text: str, parties: tuple[str, str]
) -> None:
    (statement,) = read(text).statements
    assert (
        tuple(actor.id if actor is not None else None for actor in (statement.initiator, statement.target)) == parties
    )


def test_what_became_of_people_is_no_part_of_their_name(read: Read) -> None:
    (statement,) = read("Vigilantes shot dead four bandits near Jos on Monday.").statements
    assert statement.target is not None
    assert statement.target.name == "bandits"


def test_what_makes_gunmen_uncertain_is_no_part_of_their_name(read: Read) -> None:
    (statement,) = read("Suspected armed bandits kidnapped twelve people near Zurmi on Monday.").statements
    assert statement.initiator is not None
    assert statement.initiator.name == "armed bandits"


def test_people_of_whom_nothing_else_is_known_stay_unknown(read: Read) -> None:
    (statement,) = read("Unknown persons threw a grenade at a post near Gori on Monday.").statements
    assert statement.initiator is not None
    assert statement.initiator.name == "Unknown persons"


def test_those_who_fight_for_a_part_of_a_state_are_its_forces(read: Read) -> None:
    (statement,) = read("Tigrayan troops took a hill near Korem on Monday.").statements
    assert statement.initiator is not None
    assert statement.initiator.name == "Tigrayan forces"


def test_common_people_close_roads(read: Read) -> None:
    (statement,) = read("Lorry drivers kept the road to Zvecan shut on Monday.").statements
    assert statement.initiator is not None
    assert statement.initiator.kind is ActorKind.CIVILIAN


@pytest.mark.parametrize(
    ("before", "text", "parties"),
    [
        ("India and Pakistan exchanged fire near Uri", "The two armies agreed to a ceasefire", {"in.mil", "pk.mil"}),
        (
            "Armenian and Azerbaijani troops clashed near Sotk",
            "The parties accepted a truce from midnight, the EU envoy said",
            {"am", "az"},
        ),
        ("India and Pakistan exchanged fire near Uri", "The two sides agreed to a ceasefire on Friday", {"in", "pk"}),
        ("Thai and Cambodian troops clashed near Surin", "Malaysia brokered a truce on Friday", {"th", "kh"}),
        ("Rwandan and Congolese soldiers fought near Goma", "A US-brokered truce was signed", {"rw", "cd"}),
        ("The Sudanese army and the RSF fought near Bara", "Both sides agreed to a truce", {"sd.mil", "rsf"}),
        ("Kyrgyz and Tajik guards clashed near Batken", "Kyrgyzstan agreed to a truce on Friday", {"kg", "tj"}),
        (
            "Israel and Hezbollah exchanged fire",
            "Hezbollah agreed to a truce with the Lebanese army on Friday",
            {"hezbollah", "lb.mil"},
        ),
        ("Tajik troops shelled a Kyrgyz village", "The two armies clashed there for hours", {"tj.mil", "kg.mil"}),
    ],
)
def test_those_who_are_at_odds_are_both_sides(read: Read, before: str, text: str, parties: set[str]) -> None:
    last = read(f"{before} on Monday. {text}.").statements[-1]
    assert {actor.id for actor in (last.initiator, last.target) if actor is not None} == parties


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Al-Shabaab raided a base near Afmadow on Tuesday. Three of the raiders were shot dead, a man said.", "al"),
        ("Gunmen of the ADF attacked a post near Mbau on Tuesday. Soldiers killed four attackers.", "adf"),
        ("Four attackers died near Mbau on Tuesday. Gunmen of the ADF attacked a post near Oicha.", None),
    ],
)
def test_the_attackers_are_those_who_struck_before(read: Read, text: str, whom: str | None) -> None:
    fallen = {c.side for s in read(text).statements for c in s.casualties if c.victims is Victims.MILITARY}
    assert {side.partition("-")[0] for side in fallen if side is not None} == {whom or "gunmen"}


@pytest.mark.parametrize(
    "text",
    [
        "Kyrgyz and Tajik troops shelled each other near Vorukh on Tuesday.",
        "Tajik and Kyrgyz forces fired mortars at one another near Vorukh on Tuesday.",
        "Kyrgyzstan's army met Tajikistan's near Vorukh on Tuesday. They shot at one another for an hour.",
    ],
)
def test_who_does_it_to_each_other_is_both(read: Read, text: str) -> None:
    told = read(text).statements[-1]
    assert {told.initiator.country if told.initiator else None, told.target.country if told.target else None} == {
        "KG",
        "TJ",
    }


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("M23 rebels shelled Sake on Tuesday. The Congolese army responded with mortars.", "m23"),
        ("Syrian troops fired at a post near Arsal on Tuesday. The Lebanese army returned fire.", "sy.mil"),
    ],
)
def test_what_answers_fire_goes_to_who_fired(read: Read, text: str, whom: str) -> None:
    told = read(text).statements[-1]
    assert (told.target.id if told.target is not None else None) == whom


@pytest.mark.parametrize(
    "text",
    [
        "Enemy aviation carried out three strikes near Sotk on Tuesday.",
        "Our defenders repelled three attacks near Sotk on Tuesday.",
    ],
)
def test_who_strikes_a_side_that_tells_of_it_is_its_foe(read: Read, text: str) -> None:
    (told,) = read(text, MINISTRY, SourceKind.PRESS_OFFICE).statements
    assert told.initiator is not None
    assert told.initiator.id == "az.mil"


def test_an_armys_own_units_are_no_one_elses(read: Read) -> None:
    army = Actor(id="lb.mil", name="Lebanese Army", country="LB", kind=ActorKind.MILITARY)
    text = "Syrian forces shelled Arsal on Tuesday. Army units responded to the sources of fire."
    told = read(text, army, SourceKind.PRESS_OFFICE).statements[-1]
    assert told.initiator is not None
    assert told.initiator.id == "lb.mil"


def test_whoever_strikes_back_is_not_who_the_attackers_are(read: Read) -> None:
    text = "Rebels shelled Kaya on Monday. Sudan's army shot at the rebels. The attackers also burned the mill."
    assert [one.initiator.kind for one in read(text).statements if one.initiator][-1] is ActorKind.REBEL


@pytest.mark.parametrize(
    ("between", "side"),
    [(" ", "adf"), ("\n- ", "gunmen")],
)
def test_the_attackers_of_one_item_of_a_digest_are_not_those_of_the_next(read: Read, between: str, side: str) -> None:
    told = ("- Gunmen of the ADF attacked a post near Mbau on Tuesday.", "Soldiers killed four attackers near Beni.")
    fallen = [c.side for s in read(between.join(told)).statements for c in s.casualties]
    assert fallen == [side]


@pytest.mark.parametrize(
    ("noun", "service"),
    [
        ("Border guards", "am.border-guard"),
        ("The coast guard", "am.coast-guard"),
        ("Prison guards", "am.prison"),
        ("Armenian immigration officers", "am.customs"),
        ("Gendarmes", "am.gendarmerie"),
        ("National guardsmen", "am.national-guard"),
        ("Armenian forest rangers", "am.wildlife"),
        ("Traffic officers", "am.police"),
        ("Soldiers", "am.mil"),
    ],
)
def test_who_serves_a_state_is_of_its_own_service(read: Read, noun: str, service: str) -> None:
    (told,) = read(f"{noun} shot two smugglers near Goris on Monday, the Armenian government said.").statements
    assert told.initiator is not None
    assert told.initiator.id == service


def test_whoever_is_hit_is_of_his_own_service(read: Read) -> None:
    text = "Gunmen killed two border guards near Goris on Monday, the Armenian army said."
    assert [one.target.id for one in read(text).statements if one.target is not None] == ["am.border-guard"]


def test_who_struck_is_taken_over_from_the_same_happening_as_the_same_claimant_told_it(read: Read) -> None:
    told = (
        "Armenia's Defence Ministry said Azerbaijani artillery shelled an Armenian post near Sotk on Tuesday. "
        "{} said that mortar rounds had hit the post near Sotk on Tuesday."
    )
    for claimant, who_struck in (("The ministry", True), ("Villagers", False)):
        first, second = read(told.format(claimant)).statements
        assert (second.initiator == first.initiator) is who_struck
        assert ("initiator" in {slot.slot for slot in second.carried}) is who_struck


def test_those_who_are_told_were_not_hit(read: Read) -> None:
    (statement,) = read("\u201cOur troops did not fire on Kherson,\u201d Peskov told journalists on Monday.").statements
    assert statement.target is None


@pytest.mark.parametrize(
    "answer",
    [
        "The army escort answered with a machine gun.",
        "The troops answered with a machine gun.",
        "An army patrol returned fire.",
    ],
)
def test_what_is_answered_is_who_fired_first(read: Read, answer: str) -> None:
    first, second = read(f"Armed men fired on a bus near Kayes in Mali on Sunday. {answer}").statements
    assert second.initiator is not None
    assert (second.initiator.id, second.target) == ("ml.mil", first.initiator)
    assert first.target != first.initiator


def test_the_ranks_of_a_force_are_the_force(read: Read) -> None:
    office = Actor(name="Guyana Defence Force", country="GY", kind=ActorKind.UNKNOWN)
    told = read("Three gunmen fired on our boat at Kumaka. Our ranks returned fire.", office, SourceKind.PRESS_OFFICE)
    *_, last = told.statements
    assert last.initiator is not None
    assert last.target is not None
    assert (last.initiator.id, last.target.name) == ("gy.mil", "gunmen")


def test_a_day_is_no_part_of_a_militias_name(read: Read) -> None:
    office = Actor(name="Somali Ministry of Information", country="SO", kind=ActorKind.UNKNOWN)
    text = "In the morning of 22 July militias loyal to Ahmed Madobe fired on a National Army checkpoint in Dhobley."
    (told,) = read(text, office, SourceKind.PRESS_OFFICE).statements
    assert told.target is not None
    assert told.target.id == "so.mil"
    assert told.initiator is None or "22 July" not in told.initiator.name


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Two Kenyans were abducted by gunmen in Mandera on Friday.", "ke.civilians"),
        ("The Norwegian is held by rebels near Goma.", "no.civilians"),
        ("Turkish guards shot three Syrians near Harem on Friday.", "sy.civilians"),
        ("Armenia said its soldiers had taken 12 Azerbaijanis prisoner near Sotk.", "az.mil"),
        ("Rebels took eight Chadian soldiers prisoner near Faya on Friday.", "td.mil"),
        ("Rebels took a Belgian nurse hostage at Sake on Friday.", "be.civilians"),
        ("Corporal Ahmed Bello was killed by a mine near Bama, Nigeria, on Friday.", "ng.mil"),
        ("Hezbollah said Sergeant Yossi Levi was killed by its fighters near Metula.", "il.mil"),
        ("The trader Ahmed Bello was killed by a mine near Bama, Nigeria, on Friday.", "civilians"),
    ],
)
def test_whom_people_are_of_is_told_by_a_land_or_a_rank(read: Read, text: str, whom: str) -> None:
    (told,) = read(text).statements
    assert told.target is not None
    assert told.target.id == whom


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("On Tuesday Israel struck Tyre with drones.", "il.mil"),
        ("In January JNIM killed 28 soldiers near Kompienga.", "jnim"),
        ("It was Azerbaijan that shelled Sotk first on Monday.", "az.mil"),
        ("The Minsk agreements were signed in 2015.", None),
        ("M23 took Sake on Monday. Survivors said its fighters burned forty houses.", "m23"),
        ("Gunmen killed two men in Sake on Monday. Rwanda's army denied bombing.", "rw.mil"),
    ],
)
def test_who_did_it_is_named_whatever_stands_before(read: Read, text: str, initiator: str | None) -> None:
    *_, told = read(text).statements
    assert (told.initiator and told.initiator.id) == initiator


def test_the_enemy_in_a_papers_own_voice_is_its_lands(read: Read) -> None:
    paper = Actor(name="Sotk Evening", country="AM", kind=ActorKind.MEDIA)
    (told,) = read("The enemy shelled the bus station of Sotk on Monday.", paper).statements
    assert told.initiator is not None
    assert told.initiator.id == "az.mil"


def test_who_is_threatened_by_whom_is_told_by_another(read: Read) -> None:
    text = "Two teachers were threatened with death by the armed criminal group (KSB) on Friday, the Gao mayor said."
    (told,) = read(text).statements
    assert (told.claimant.name, told.initiator and told.initiator.name) == ("Gao mayor", "KSB")


def test_who_only_tells_of_anothers_patrol_under_fire_is_not_said_to_have_fired(read: Read) -> None:
    (told,) = read("An Indian patrol came under fire near Uri on Sunday, Pakistan's army said.").statements
    assert told.target is not None
    assert (told.initiator, told.target.id) == (None, "in.mil")


def test_no_office_says_that_its_own_forces_struck_its_people(read: Read) -> None:
    text = (
        "Kyrgyz guards said Tajik troops had burned two houses near Batken on Sunday. Dushanbe said the guards fired "
        "first and that a Tajik boy was hit in the leg."
    )
    by_dushanbe = [one for one in read(text).statements if one.claimant.id == "tj"]
    assert by_dushanbe
    assert "tj.mil" not in {one.initiator.id for one in by_dushanbe if one.initiator is not None}


def test_mercenaries_from_a_land_are_not_its_army(read: Read) -> None:
    (told,) = read("Colombian mercenaries attacked Tine on Monday, the Sudanese army said.").statements
    assert told.initiator is not None
    assert (told.initiator.name, told.initiator.kind) == ("Colombian mercenaries", ActorKind.PARAMILITARY)


@pytest.mark.parametrize(
    ("second", "whom"),
    [
        ("M23 put its own dead at fourteen.", "m23"),
        ("A retired general put the army's dead at sixteen.", "cd.mil"),
        ("M23 said they had lost nine men.", "m23"),
        ("A nun said eight of the army's men had died.", "cd.mil"),
    ],
)
def test_whose_dead_are_counted_was_hit(read: Read, second: str, whom: str) -> None:
    *_, told = read(f"Fighting broke out between the army and M23 at Sake in Congo on Monday. {second}").statements
    assert told.target is not None
    assert told.target.id == whom


def test_air_defences_that_a_governor_tells_of_are_his_states(read: Read) -> None:
    told = "The governor of Belgorod, Ivan Petrov, said 17 drones were shot down{} over Grayvoron."
    (by,) = read(told.format(" by air defence")).statements
    assert by.initiator is not None
    assert by.initiator.id == "ru.mil"
    (nobody,) = read(told.format("")).statements
    assert nobody.initiator is None


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("Mali's army said on Friday militants attacked a base near Menaka, killing eight soldiers.", "militants"),
        ("Niger's army said on Sunday jihadists attacked a convoy near Banibangou.", "jihadists"),
        ("The army said on Monday fighters had been shelling Sotk.", "fighters"),
    ],
)
def test_a_day_of_the_week_is_no_name_of_who_comes_after_it(read: Read, text: str, initiator: str) -> None:
    (told,) = read(text).statements
    assert told.initiator is not None
    assert told.initiator.name == initiator
