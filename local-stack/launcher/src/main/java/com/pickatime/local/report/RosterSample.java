package com.pickatime.local.report;

import com.pickatime.local.client.JsonClient;
import java.io.PrintStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One class roster and one parent with children, to see what an import brought. */
public final class RosterSample {

    private static final int STUDENTS_SHOWN = 5;
    private static final int LOOKED_AT = 20;

    private final PrintStream out;
    private final JsonClient contacts;
    private final String business;

    public RosterSample(PrintStream out, JsonClient contacts, String businessId) {
        this.out = out;
        this.contacts = contacts;
        this.business = "/businesses/" + JsonClient.segment(businessId);
    }

    /** Shows what there is; a business without classes or parents has nothing to show. */
    public void print() {
        classes()
                .filter(schoolClass -> !rosters(schoolClass).isEmpty())
                .findFirst()
                .ifPresent(this::printRosters);
        parents()
                .filter(parent -> relationships(parent).path("children").size() > 1)
                .findFirst()
                .ifPresent(this::printChildren);
    }

    private Stream<JsonNode> classes() {
        return contacts.get(business + "/classes?limit=" + LOOKED_AT)
                .path("items")
                .valueStream();
    }

    private Stream<JsonNode> parents() {
        return ImportReport.PARENT_ROLES.stream()
                .flatMap(role -> contacts.get(business + "/contacts?limit=" + LOOKED_AT + "&role=" + role)
                        .path("items")
                        .valueStream());
    }

    private JsonNode rosters(JsonNode schoolClass) {
        return contacts.get(business + "/classes/"
                + JsonClient.segment(schoolClass.path("classId").asString()) + "/rosters");
    }

    private JsonNode relationships(JsonNode contact) {
        return contacts.get(business + "/contacts/"
                + JsonClient.segment(contact.path("contactId").asString()) + "/relationships");
    }

    private void printRosters(JsonNode schoolClass) {
        rosters(schoolClass).forEach(roster -> {
            var students = roster.path("students");
            out.printf(
                    "  Class roster: %s with %s, %d students: %s%s%n",
                    schoolClass.path("title").asString(""),
                    name(roster.path("teacher")),
                    students.size(),
                    names(students.valueStream().limit(STUDENTS_SHOWN)),
                    students.size() > STUDENTS_SHOWN ? ", ..." : "");
        });
    }

    private void printChildren(JsonNode parent) {
        out.printf(
                "  Parent: %s, children: %s%n",
                name(parent), names(relationships(parent).path("children").valueStream()));
    }

    private static String names(Stream<JsonNode> people) {
        return people.map(RosterSample::name).collect(Collectors.joining(", "));
    }

    private static String name(JsonNode person) {
        return person.path("givenName").asString("") + " "
                + person.path("familyName").asString("");
    }
}
