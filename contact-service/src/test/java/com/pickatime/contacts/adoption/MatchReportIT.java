package com.pickatime.contacts.adoption;

import static com.pickatime.contacts.adoption.AdoptionFixture.BUSINESS;
import static com.pickatime.contacts.adoption.AdoptionFixture.BY;
import static com.pickatime.contacts.adoption.AdoptionFixture.LIMIT;
import static com.pickatime.contacts.adoption.AdoptionFixture.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.adoption.Matches.Decided;
import com.pickatime.contacts.adoption.Matches.Refused;
import com.pickatime.contacts.adoption.Matches.Search;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.TestDatabases;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatchReportIT {

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsPeopleByEachRule(MongoDatabase database) {
        var oak = new AdoptionFixture(database).indexed();
        var byId = oak.own(PersonRole.STUDENT, "Bart Simpson", null, "s1", null);
        var byEmail = oak.own(PersonRole.STUDENT, "Lisa Simpson", "lisa@example.org", "17", null);
        var byDate = oak.own(PersonRole.STUDENT, "José Nuñez", null, "18", "2011-05-06");
        var byClass = oak.own(PersonRole.TEACHER, "Edna Krabappel", null, "1", null);
        var byChild = oak.own(PersonRole.PARENT, "Marge Simpson", "own@example.org", "1", null);
        var byChildToo = oak.own(PersonRole.PARENT, "Homer Simpson", null, "2", null);
        var nobody = oak.own(PersonRole.PARENT, "Ned Flanders", null, "3", null);
        oak.ownClass("c-1", "Grade 4", byClass);
        oak.link(byChild, byId, byEmail);
        oak.link(byChildToo, byEmail);
        oak.roster.write(
                oak.person("s1", 1, PersonRole.STUDENT, "Bart Simpson", null),
                oak.person("s2", 1, PersonRole.STUDENT, "Lisa Simpson", "lisa@example.org", "p2"),
                oak.person("s3", 1, PersonRole.STUDENT, "JOSE NUNEZ", null),
                oak.birthDate("s3", 1, "2011-05-06"),
                oak.person("t1", 1, PersonRole.TEACHER, "Edna Krabappel", null),
                oak.person("p1", 1, PersonRole.PARENT, "Marge Simpson", "m@example.org", "s1"),
                oak.person("p2", 1, PersonRole.GUARDIAN, "Homer Simpson", null),
                oak.person("p3", 1, PersonRole.PARENT, "Ned Flanders", null),
                oak.roster.upsert(RosterCollection.CLASSES, "k1", 1, "{\"title\": \"GRADE 4\"}"),
                oak.roster.upsert(
                        RosterCollection.ENROLLMENTS,
                        "e1",
                        1,
                        "{\"classSourceId\": \"k1\", \"userSourceId\": \"t1\", \"role\": \"%s\"}"
                                .formatted(EnrollmentRole.TEACHER)));

        oak.makeReport("r1");

        assertThat(oak.found())
                .extracting(Match::own, Match::roster, Match::rules, Match::against, Match::decision)
                .containsExactlyInAnyOrder(
                        tuple(byId, made("s1"), List.of(MatchRule.ID), List.of(), Decision.PROPOSED),
                        tuple(byEmail, made("s2"), List.of(MatchRule.EMAIL_NAME), List.of(), Decision.PROPOSED),
                        tuple(byDate, made("s3"), List.of(MatchRule.NAME_BIRTH_DATE), List.of(), Decision.PROPOSED),
                        tuple(byClass, made("t1"), List.of(MatchRule.NAME_CLASS), List.of(), Decision.PROPOSED),
                        tuple(
                                byChild,
                                made("p1"),
                                List.of(MatchRule.NAME_CHILD),
                                List.of(Objection.OTHER_EMAIL),
                                Decision.PROPOSED),
                        tuple(byChildToo, made("p2"), List.of(MatchRule.NAME_CHILD), List.of(), Decision.PROPOSED));
        assertThat(oak.found()).extracting(Match::own).doesNotContain(nobody);
        assertThat(oak.all("match_keys")).as("nothing of a person is left").isEmpty();
        assertThat(oak.matches.counts(BUSINESS).block(LIMIT))
                .containsEntry("decisions", Map.of("PROPOSED", 6L))
                .containsEntry("roles", Map.of("STUDENT", 3L, "STAFF", 1L, "PARENT", 2L));
        var clear = Objects.requireNonNull(oak.matches.counts(BUSINESS).block(LIMIT))
                .get("clear");
        assertThat(clear).containsEntry("NAME_CHILD", 2L);
        assertThat(oak.matches
                        .decideAll(BUSINESS, Set.of(MatchRule.NAME_CHILD), Decision.ACCEPTED, "somebody")
                        .block(LIMIT))
                .as("as many as was told before")
                .isEqualTo(2L);
        assertThat(oak.matches.counts(BUSINESS).block(LIMIT))
                .extractingByKey("clear", InstanceOfAssertFactories.map(String.class, Long.class))
                .doesNotContainKey("NAME_CHILD");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesUndecidedWhoMayBeSeveral(MongoDatabase database) {
        var oak = new AdoptionFixture(database).indexed();
        var family = "smith@example.org";
        var one = oak.own(PersonRole.STUDENT, "John Smith", family, "1", null);
        var other = oak.own(PersonRole.STUDENT, "John Smith", family, "2", null);
        var known = oak.own(PersonRole.STUDENT, "Jane Smith", family, "3", "2012-01-01");
        var namesake = oak.own(PersonRole.STUDENT, "Jane Smith", family, "4", "2013-01-01");
        oak.roster.write(
                oak.person("j1", 1, PersonRole.STUDENT, "John Smith", family),
                oak.person("j2", 1, PersonRole.STUDENT, "Jane Smith", family),
                oak.birthDate("j2", 1, "2012-01-01"),
                oak.person("j3", 1, PersonRole.STUDENT, "Jane Smith", family),
                oak.birthDate("j3", 1, "2013-01-01"));

        oak.makeReport("r1");

        assertThat(oak.found())
                .extracting(Match::own, Match::roster, Match::decision)
                .as("namesakes are told apart by their birth dates, and what is weak beside them is left out")
                .containsExactlyInAnyOrder(
                        tuple(one, made("j1"), Decision.UNDECIDED),
                        tuple(other, made("j1"), Decision.UNDECIDED),
                        tuple(known, made("j2"), Decision.PROPOSED),
                        tuple(namesake, made("j3"), Decision.PROPOSED));
        assertThat(oak.match(one, made("j1")).against()).containsExactly(Objection.ANOTHER_CANDIDATE);
        assertThat(oak.match(known, made("j2")).against()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void looksAtNobodyWhoDoesNotCountOrIsAnotherKindOfPerson(MongoDatabase database) {
        var oak = new AdoptionFixture(database).indexed();
        oak.own(PersonRole.STUDENT, "Bart Simpson", null, "s1", null);
        oak.own(PersonRole.STUDENT, "Lisa Simpson", null, "s2", null);
        var removed = oak.own(PersonRole.STUDENT, "Milhouse Houten", null, "s3", null);
        oak.update(removed, Updates.set("state", "REMOVED"));
        oak.roster.write(
                oak.person("s1", 1, PersonRole.TEACHER, "Bart Simpson", null),
                oak.person("s2", 1, PersonRole.STUDENT, "Lisa Simpson", null),
                oak.person("s3", 1, PersonRole.STUDENT, "Milhouse Houten", null));
        oak.roster.write(oak.roster.remove(RosterCollection.CONTACTS, "s2", 2));

        oak.makeReport("r1");

        assertThat(oak.found()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isTheSameOfTheSamePeopleAndKeepsWhatWasDecided(MongoDatabase database) {
        var oak = new AdoptionFixture(database).indexed();
        var bart = oak.own(PersonRole.STUDENT, "Bart Simpson", null, "s1", null);
        var lisa = oak.own(PersonRole.STUDENT, "Lisa Simpson", null, "s2", null);
        var maggie = oak.own(PersonRole.STUDENT, "Maggie Simpson", null, "s3", null);
        oak.roster.write(
                oak.person("s1", 1, PersonRole.STUDENT, "Bart Simpson", null),
                oak.person("s2", 1, PersonRole.STUDENT, "Lisa Simpson", null),
                oak.person("s3", 1, PersonRole.STUDENT, "Maggie Simpson", null));
        oak.makeReport("r1");
        var first = oak.found();
        oak.makeReport("r2");
        assertThat(oak.found()).isEqualTo(first);

        oak.accept(bart, made("s1"));
        oak.matches
                .decide(BUSINESS, List.of(new Decided(lisa, made("s2"), Decision.REFUSED)), BY)
                .block(LIMIT);
        oak.roster.write(oak.roster.remove(RosterCollection.CONTACTS, "s3", 2));
        oak.makeReport("r3");

        assertThat(oak.found())
                .extracting(Match::own, Match::decision, Match::decidedBy)
                .containsExactlyInAnyOrder(tuple(bart, Decision.ACCEPTED, BY), tuple(lisa, Decision.REFUSED, BY));
        assertThat(oak.found()).extracting(Match::own).doesNotContain(maggie);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsOneBeAcceptedOnceAndRulesAcceptWhatIsClear(MongoDatabase database) {
        var oak = new AdoptionFixture(database).indexed();
        var one = oak.own(PersonRole.STUDENT, "John Smith", "s@example.org", "1", null);
        var other = oak.own(PersonRole.STUDENT, "John Smith", "s@example.org", "2", null);
        var bart = oak.own(PersonRole.STUDENT, "Bart Simpson", null, "s1", null);
        oak.roster.write(
                oak.person("j1", 1, PersonRole.STUDENT, "John Smith", "s@example.org"),
                oak.person("s1", 1, PersonRole.STUDENT, "Bart Simpson", null));
        oak.makeReport("r1");

        assertThat(oak.matches
                        .decideAll(BUSINESS, Set.of(MatchRule.EMAIL_NAME, MatchRule.ID), Decision.ACCEPTED, BY)
                        .block(LIMIT))
                .isEqualTo(1);
        assertThat(oak.match(bart, made("s1")).decision()).isEqualTo(Decision.ACCEPTED);

        var both = List.of(
                new Decided(one, made("j1"), Decision.ACCEPTED), new Decided(other, made("j1"), Decision.ACCEPTED));
        assertThat(oak.matches.decide(BUSINESS, both, BY).block(LIMIT))
                .containsExactly(Map.entry(both.get(1), Refused.ANOTHER_IS_ACCEPTED));
        assertThat(oak.matches.decide(BUSINESS, both.subList(1, 2), BY).block(LIMIT))
                .hasSize(1);
        assertThat(oak.matches
                        .decide(BUSINESS, List.of(both.get(1), new Decided(one, made("j1"), Decision.REFUSED)), BY)
                        .block(LIMIT))
                .isEmpty();
        assertThat(oak.match(other, made("j1")).decision()).isEqualTo(Decision.ACCEPTED);
        assertThat(oak.matches
                        .decide(BUSINESS, List.of(new Decided(bart, made("j1"), Decision.ACCEPTED)), BY)
                        .block(LIMIT))
                .containsValue(Refused.NO_SUCH_MATCH);
        assertThat(oak.matches
                        .find(BUSINESS, new Search(Decision.ACCEPTED, MatchRule.EMAIL_NAME, MatchRole.STUDENT, ""))
                        .map(Match::own)
                        .collectList()
                        .block(LIMIT))
                .containsExactly(other);
    }
}
