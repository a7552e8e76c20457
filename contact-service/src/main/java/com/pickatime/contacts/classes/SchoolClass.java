package com.pickatime.contacts.classes;

import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterFields;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A class section as the roster describes it. */
record SchoolClass(
        String sourceId,
        @Nullable String title,
        @Nullable String code,
        @Nullable String type,
        @Nullable String location,
        @Nullable String courseSourceId,
        @Nullable String schoolSourceId,
        List<String> terms,
        List<String> grades,
        List<String> periods) {

    static SchoolClass of(Document document) {
        var roster = document.get(DocumentFields.ROSTER, new Document());
        return new SchoolClass(
                document.getString(DocumentFields.SOURCE),
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
