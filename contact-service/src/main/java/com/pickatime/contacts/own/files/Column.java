package com.pickatime.contacts.own.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column that files of a business's own have. */
public enum Column {
    TEACHER_ID("TeacherID"),
    STUDENT_ID("StudentID"),
    CLASS_ID("ClassID"),
    PARENT_ID("ParentID"),
    FIRST_NAME("First Name", "first", "given name"),
    LAST_NAME("Last Name", "last", "family name", "surname"),
    EMAIL("E-mail", "email address", "mail"),
    PASSWORD("Password"),
    ROOM("Room", "room number"),
    NAME("Name", "class name", "title"),
    SECURITY_VALUE("Security Value", "birth date", "date of birth", "dob"),
    ACTION("Action");

    private static final Map<String, Column> BY_NAME = Arrays.stream(values())
            .flatMap(column -> column.names.stream().map(name -> Map.entry(name, column)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String title;
    private final Set<String> names;

    Column(String title, String... others) {
        this.title = title;
        this.names = Stream.concat(Stream.of(title), Arrays.stream(others))
                .map(Column::plain)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As an administrator knows it. */
    public String title() {
        return title;
    }

    /** By a cell of a header, whatever its case and punctuation; null for a column that is not known. */
    static @Nullable Column named(String cell) {
        return BY_NAME.get(plain(cell));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
