package com.pickatime.web.scheduler;

import com.pickatime.web.events.Event;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a parent chooses from, as conference-service shows it.
 *
 * @param open whether parents may book now
 */
record Offers(boolean open, List<Child> children) {

    static final String PATH = Event.ONE + "/offers";

    /** One of the parent's. */
    record Child(
            String studentId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            List<Teacher> teachers) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Child(" + studentId + ")";
        }
    }

    /** @param classes titles of those in which this one teaches the child; blank for one without */
    record Teacher(
            String teacherId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            List<String> classes,
            List<Slot> slots) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Teacher(" + teacherId + ")";
        }
    }

    /** @param bookable false where one has to call, where it is taken, and where it is over */
    record Slot(
            String slotId,
            LocalDate day,
            LocalTime from,
            LocalTime to,
            String kind,
            String visibility,
            String message,
            boolean bookable) {}

    Optional<Child> child(String id) {
        return children.stream().filter(child -> child.studentId.equals(id)).findFirst();
    }

    /** A teacher of any of the children. */
    Optional<Teacher> teacher(String id) {
        return children.stream()
                .flatMap(child -> child.teachers.stream())
                .filter(teacher -> teacher.teacherId.equals(id))
                .findFirst();
    }

    /** The same for one child with one teacher alone. */
    Offers only(String studentId, String teacherId) {
        return new Offers(
                open,
                children.stream()
                        .filter(child -> child.studentId.equals(studentId))
                        .map(child -> new Child(
                                child.studentId,
                                child.givenName,
                                child.familyName,
                                child.preferredName,
                                child.teachers.stream()
                                        .filter(teacher -> teacher.teacherId.equals(teacherId))
                                        .toList()))
                        .toList());
    }
}
