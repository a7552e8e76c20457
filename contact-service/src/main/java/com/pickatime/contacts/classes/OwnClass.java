package com.pickatime.contacts.classes;

import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.schemas.topics.RosterKey;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A class of a business's own files, which no roster has.
 *
 * @param id as the file has it
 */
public record OwnClass(
        String id, @Nullable String title, @Nullable String room, ContactId teacher) {

    public static final String COLLECTION = "own_classes";

    private static final String CLASS = "classId";
    private static final String TITLE = "title";
    private static final String ROOM = "room";
    static final String TEACHER = "teacher";

    /** The id of the class's document, by which students say that they are in it. */
    public static String key(BusinessId business, String id) {
        return RosterKey.of(business.value(), id);
    }

    public static OwnClass of(Document document) {
        return new OwnClass(
                document.getString(CLASS),
                document.getString(TITLE),
                document.getString(ROOM),
                new ContactId(document.getString(TEACHER)));
    }

    public Document document(BusinessId business) {
        var document = new Document(DocumentFields.ID, key(business, id))
                .append(DocumentFields.BUSINESS, business.value())
                .append(CLASS, id)
                .append(TEACHER, teacher.value());
        if (title != null) {
            document.append(TITLE, title);
        }
        if (room != null) {
            document.append(ROOM, room);
        }
        return document;
    }
}
