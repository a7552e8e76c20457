package com.pickatime.contacts.directory;

import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.ListOrder;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a contact stands in a list, whatever is written to others meanwhile: a list that goes on after it leaves nobody out and shows
 * nobody again who was not renamed.
 *
 * @param text of the {@link ListOrder}; empty in the order of the ids, and where an earlier release wrote the contact, which has none
 */
record Place(String text, ContactId contact) implements Comparable<Place> {

    private static final char SEPARATOR = '\n';

    /** @param order null for that of the ids */
    static Place of(ContactView contact, @Nullable ListOrder order) {
        if (order == null) {
            return new Place("", contact.id());
        }
        var stored = contact.rosterText(order.field());
        return new Place(contact.isRenamed() ? order.of(contact) : stored == null ? "" : stored, contact.id());
    }

    /** What {@link #cursor} made; null of a blank one. Fails with a 400 problem of any other. */
    static @Nullable Place read(String cursor, @Nullable ListOrder order) {
        if (cursor.isBlank()) {
            return null;
        }
        if (order == null) {
            return new Place("", new ContactId(cursor));
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var end = text.lastIndexOf(SEPARATOR);
            return new Place(text.substring(0, end), new ContactId(text.substring(end + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            throw Problems.invalid("after", "must be next of a page with the same sort");
        }
    }

    String cursor(@Nullable ListOrder order) {
        return order == null
                ? contact.value()
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((text + SEPARATOR + contact).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int compareTo(Place other) {
        var byText = ListOrder.compare(text, other.text);
        return byText == 0 ? contact.value().compareTo(other.contact.value()) : byText;
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Place[" + contact + "]";
    }
}
