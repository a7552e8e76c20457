package com.pickatime.contacts.own.files;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a file lists, in the order in which files are loaded: whom or what a row names has to be there before it. */
public enum FileKind {
    TEACHER("Teacher", Column.TEACHER_ID),
    STUDENT("Student", Column.STUDENT_ID),
    PARENT("Parent", Column.PARENT_ID),
    CLASS("Class", Column.CLASS_ID, Column.TEACHER_ID),
    ENROLLMENT("Enrollment", Column.CLASS_ID, Column.STUDENT_ID),
    RELATIONSHIP("Parent-Student Relationship", Column.PARENT_ID, Column.STUDENT_ID);

    private static final Set<Column> IDS =
            EnumSet.of(Column.TEACHER_ID, Column.STUDENT_ID, Column.CLASS_ID, Column.PARENT_ID);

    private final String title;
    private final List<Column> ids;

    FileKind(String title, Column... ids) {
        this.title = title;
        this.ids = List.of(ids);
    }

    /** As an administrator knows it. */
    public String title() {
        return title;
    }

    /** The columns that the file must have: the id of its own first, where it has one. */
    List<Column> ids() {
        return ids;
    }

    /** Whether its rows are people. */
    public boolean isOfPeople() {
        return this == TEACHER || this == STUDENT || this == PARENT;
    }

    /** Whether each row has an id of its own, which no other row may have. */
    public boolean isNumbered() {
        return isOfPeople() || this == CLASS;
    }

    /** By what tells files apart whatever they are called: which ids they have. Empty for another file. */
    static Optional<FileKind> with(Collection<Column> columns) {
        var ids = EnumSet.copyOf(IDS);
        ids.retainAll(columns);
        return Arrays.stream(values())
                .filter(kind -> ids.equals(EnumSet.copyOf(kind.ids)))
                .findAny();
    }
}
