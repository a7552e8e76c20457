package com.pickatime.web.contacts;

import com.pickatime.web.services.RegistrationSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A contact with all that its page shows. */
record ContactCard(
        String contactId,
        @Nullable String sourceId,
        @Nullable String shownId,
        List<String> roles,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String preferredName,
        @Nullable String middleName,
        @Nullable String identifier,
        @Nullable String email,
        @Nullable String username,
        List<String> grades,
        boolean active,
        boolean hasSecurityValue,
        boolean present,
        boolean own,
        String state,
        String accessLevel,
        List<String> overridden,
        Map<String, String> rosterValues,
        List<Answer> answers,
        @Nullable Removal removal,
        @Nullable String mergedInto,
        @Nullable String adoptedFrom) {

    record Removal(Instant at, String reason) {}

    /** What the contact answered to a prompt of the business, with the words that it was asked with. */
    record Answer(String prompt, String asked, String answer) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Answer";
        }
    }

    /**
     * A prompt of the business, or one that it had, with the contact's answer.
     *
     * @param words of the prompt as it is now, or as it was asked where there is none any more
     * @param answer blank for none
     * @param asked the words of the time when it was answered; blank where they are the same, or nothing was answered
     * @param current whether parents are asked it now
     */
    record CustomField(
            String prompt, String words, List<String> choices, String answer, String asked, boolean current) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "CustomField";
        }
    }

    /** A contact service of before knows no answers. */
    ContactCard {
        answers = Objects.requireNonNullElse(answers, List.of());
    }

    /** Of parents what is asked now, and of everybody what they answered. */
    List<CustomField> customFields(Optional<RegistrationSettings> settings) {
        var prompts = settings.map(RegistrationSettings::prompts).orElse(List.of());
        var asked = prompts.stream()
                .map(prompt -> custom(prompt, answerTo(String.valueOf(prompt.id()))))
                .filter(field -> isParent() || !field.answer().isEmpty());
        var before = answers.stream()
                .filter(answer ->
                        prompts.stream().noneMatch(prompt -> answer.prompt().equals(prompt.id())))
                .map(answer -> new CustomField(answer.prompt(), answer.asked(), List.of(), answer.answer(), "", false));
        return Stream.concat(asked, before).toList();
    }

    private Optional<Answer> answerTo(String prompt) {
        return answers.stream().filter(answer -> answer.prompt().equals(prompt)).findAny();
    }

    private static CustomField custom(RegistrationSettings.Prompt prompt, Optional<Answer> answer) {
        return new CustomField(
                String.valueOf(prompt.id()),
                prompt.words(),
                prompt.choices(),
                answer.map(Answer::answer).orElse(""),
                answer.map(Answer::asked)
                        .filter(words -> !words.equals(prompt.words()))
                        .orElse(""),
                true);
    }

    /** The other one of a relationship. */
    record Related(
            String contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            List<String> claimedBy) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Related" + claimedBy;
        }
    }

    record Relationships(List<Related> parents, List<Related> children) {}

    /** Somebody in a class; without an id, whom the roster has in the class and not among its people. */
    record Member(
            @Nullable String contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Member";
        }
    }

    /**
     * A class that the contact teaches or attends.
     *
     * @param own whether it is of a file of the business's own
     * @param students of one that is taught; null for one that is attended
     * @param teachers of one that is attended; null for one that is taught
     */
    record SchoolClass(
            @Nullable String title,
            @Nullable String code,
            @Nullable String location,
            List<String> periods,
            boolean own,
            @Nullable List<Member> students,
            @Nullable List<Member> teachers) {

        public List<Member> members() {
            return Stream.of(Optional.ofNullable(students), Optional.ofNullable(teachers))
                    .flatMap(Optional::stream)
                    .flatMap(List::stream)
                    .toList();
        }
    }

    record Classes(List<SchoolClass> taught, List<SchoolClass> attended) {}

    /** What was done to a contact. */
    record LogEntry(String id, Instant at, String by, String action, Map<String, String> details) {}

    /** The ID by which people know the contact; null of one that has none. */
    public @Nullable String id() {
        return id(shownId, identifier, sourceId);
    }

    /** A contact-service of before did not say which one is shown. */
    static @Nullable String id(@Nullable String shown, @Nullable String identifier, @Nullable String sourceId) {
        return shown != null ? shown : identifier != null ? identifier : sourceId;
    }

    public boolean isStudent() {
        return roles.contains("STUDENT");
    }

    /** Whether there are classes to expect. */
    public boolean isInClasses() {
        return isStudent() || roles.contains("TEACHER");
    }

    public boolean isParent() {
        return roles.stream().anyMatch(List.of("PARENT", "GUARDIAN", "RELATIVE")::contains);
    }

    /** A field that people may know better than the roster; null for one that is empty. */
    public @Nullable String text(String field) {
        return switch (field) {
            case "givenName" -> givenName;
            case "familyName" -> familyName;
            case "middleName" -> middleName;
            case "email" -> email;
            default -> throw new IllegalArgumentException("nobody overrides " + field);
        };
    }

    public boolean isRemoved() {
        return "REMOVED".equals(state);
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "ContactCard" + roles;
    }
}
