package com.pickatime.local.infrastructure.store.command;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses in clear words what would be accepted here without doing what it promises. */
public final class Unsupported {

    private static final int NOT_SUPPORTED = 115;
    private static final List<String> INDEX_OPTIONS = List.of("partialFilterExpression", "collation");

    private Unsupported() {}

    /** Refuses options that would silently not hold. */
    public static void refuseIndexOptions(Document createIndexes) {
        for (var index : list(createIndexes.get("indexes"))) {
            INDEX_OPTIONS.stream().filter(((Document) index)::containsKey).forEach(option -> {
                throw new MongoServerError(ErrorCode.InvalidOptions, "The local store has no indexes with " + option);
            });
        }
    }

    /** Refuses updates that the library takes for something else. */
    public static void refusePipelines(Document update) {
        for (var statement : list(update.get("updates"))) {
            if (((Document) statement).get("u") instanceof List) {
                throw new MongoServerError(ErrorCode.FailedToParse, "The local store has no updates by pipeline");
            }
        }
    }

    /** Refuses to give a collection another name: its files are known by the one it has. */
    public static void refuseRenaming(String command) {
        if (command.equalsIgnoreCase("renameCollection")) {
            throw new MongoServerError(NOT_SUPPORTED, "The local store renames no collections");
        }
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
