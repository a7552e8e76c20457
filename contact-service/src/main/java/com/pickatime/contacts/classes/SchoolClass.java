package com.pickatime.contacts.classes;

import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterFields;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A class section as the roster describes it, or a business's own file.
 *
 * @param classId what to ask for its rosters with
 * @param sourceId null for one of a file
 * @param own whether it is of a file
 */
record SchoolClass(
        String classId,
        @Nullable String sourceId,
        boolean own,
        @Nullable String title,
        @Nullable String code,
        @Nullable String type,
        @Nullable String location,
        @Nullable String courseSourceId,
        @Nullable String schoolSourceId,
        List<String> terms,
        List<String> grades,
        List<String> periods) {

    static SchoolClass of(OwnClass found) {
        return new SchoolClass(
                ClassId.own(found.id()).text(),
                null,
                true,
                found.title(),
                null,
                null,
                found.room(),
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    static SchoolClass of(Document document) {
        var roster = document.get(DocumentFields.ROSTER, new Document());
        var sourceId = document.getString(DocumentFields.SOURCE);
        return new SchoolClass(
                ClassId.roster(sourceId).text(),
                sourceId,
                false,
                roster.getString(RosterFields.TITLE),
                roster.getString(RosterFields.CODE),
                roster.getString(RosterFields.TYPE),
                roster.getString(RosterFields.LOCATION),
                roster.getString(RosterFields.COURSE),
                roster.getString(RosterFields.SCHOOL),
                roster.getList(RosterFields.TERMS, String.class, List.of()),
                roster.getList(RosterFields.GRADES, String.class, List.of()),
                roster.getList(RosterFields.PERIODS, String.class, List.of()));
    }
}
