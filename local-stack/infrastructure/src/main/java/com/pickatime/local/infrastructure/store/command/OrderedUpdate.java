package com.pickatime.local.infrastructure.store.command;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An update command whose statements stop at the first that fails; the library alone would go on. */
public final class OrderedUpdate {

    private static final String MATCHED = "n";
    private static final String MODIFIED = "nModified";
    private static final String UPDATES = "updates";
    private static final String UPSERTED = "upserted";
    private static final String ERRORS = "writeErrors";

    private OrderedUpdate() {}

    /** Whether the command asks for order and has more than one statement. */
    public static boolean isNeededFor(Document command) {
        return Utils.isTrue(command.getOrDefault("ordered", true))
                && updates(command).size() > 1;
    }

    /** Runs the statements one by one with {@code update} and adds up its answers. */
    public static Document run(Document command, UnaryOperator<Document> update) {
        var matched = 0;
        var modified = 0;
        var upserted = new ArrayList<Document>();
        var errors = new ArrayList<Document>();
        var updates = updates(command);
        for (int i = 0; i < updates.size() && errors.isEmpty(); i++) {
            var result = update.apply(command.clone().append(UPDATES, List.of(updates.get(i))));
            matched += count(result, MATCHED);
            modified += count(result, MODIFIED);
            upserted.addAll(at(i, result.get(UPSERTED)));
            errors.addAll(at(i, result.get(ERRORS)));
        }
        var total = new Document(MATCHED, matched).append(MODIFIED, modified);
        total.putIfNotNull(UPSERTED, upserted.isEmpty() ? null : upserted);
        total.putIfNotNull(ERRORS, errors.isEmpty() ? null : errors);
        Utils.markOkay(total);
        return total;
    }

    private static List<?> updates(Document command) {
        return command.get(UPDATES) instanceof List<?> updates ? updates : List.of();
    }

    private static int count(Document result, String field) {
        return result.get(field) instanceof Integer count ? count : 0;
    }

    /** The entries of a statement's answer, with the statement's place in the whole command. */
    private static List<Document> at(int index, @Nullable Object entries) {
        if (!(entries instanceof Iterable<?> list)) {
            return List.of();
        }
        var moved = new ArrayList<Document>();
        list.forEach(entry -> moved.add(((Document) entry).clone().append("index", index)));
        return moved;
    }
}
