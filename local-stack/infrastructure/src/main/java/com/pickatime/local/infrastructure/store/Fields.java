package com.pickatime.local.infrastructure.store;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some fields of documents, by their paths.
 *
 * @param inside by name; of a field that has nothing inside all is meant
 */
record Fields(Map<String, Fields> inside) {

    private static final String ID = "_id";
    private static final List<String> COMBINING = List.of("$and", "$or", "$nor");

    private Fields() {
        this(new LinkedHashMap<>());
    }

    /**
     * What a search reads of a document, and shows of it.
     *
     * @param read so much of a document must be decoded
     */
    record Search(Fields read, Fields shown) {}

    /**
     * Those of a search that names the fields it wants, as nearly every large one does.
     *
     * @return empty where it is not said by paths alone
     */
    static Optional<Search> of(Document filter, @Nullable Document projection) {
        if (projection == null || !namesWhatIsShown(projection)) {
            return Optional.empty();
        }
        var read = new Fields();
        var shown = new Fields();
        projection.forEach((path, isShown) -> {
            if (Utils.isTrue(isShown)) {
                read.add(path);
                shown.add(path);
            }
        });
        if (!projection.containsKey(ID)) {
            shown.add(ID);
        }
        read.add(ID);
        return read.addAllOf(filter) ? Optional.of(new Search(read, shown)) : Optional.empty();
    }

    /** Fields at the top level. */
    static Fields named(Collection<String> names) {
        var fields = new Fields();
        names.forEach(fields::add);
        return fields;
    }

    private static boolean namesWhatIsShown(Document projection) {
        return projection.entrySet().stream().allMatch(entry -> {
                    var path = entry.getKey();
                    var isShown = entry.getValue();
                    return !path.contains("$")
                            && (isShown instanceof Number || isShown instanceof Boolean)
                            && (Utils.isTrue(isShown) || path.equals(ID));
                })
                && projection.values().stream().anyMatch(Utils::isTrue);
    }

    /** Whether that is all that the filter looks at: what an operator looks at is not told by its name. */
    private boolean addAllOf(Document filter) {
        return filter.entrySet().stream().allMatch(entry -> {
            if (COMBINING.contains(entry.getKey()) && entry.getValue() instanceof Collection<?> parts) {
                return parts.stream().allMatch(part -> part instanceof Document inner && addAllOf(inner));
            }
            add(entry.getKey());
            return !entry.getKey().startsWith("$");
        });
    }

    private void add(String path) {
        int end = path.indexOf('.');
        if (end < 0) {
            inside.put(path, new Fields());
            return;
        }
        var name = path.substring(0, end);
        var known = inside.get(name);
        // all of it is there already
        if (known == null || !known.isWhole()) {
            inside.computeIfAbsent(name, unseen -> new Fields()).add(path.substring(end + 1));
        }
    }

    /** Whether nothing of it is left out. */
    boolean isWhole() {
        return inside.isEmpty();
    }

    /** The fields of this name, if any of them are meant. */
    @Nullable
    Fields in(String name) {
        return inside.get(name);
    }

    /** A document with these fields alone, of each document in an array too. */
    Document of(Document document) {
        var shown = new Document();
        document.forEach((name, value) -> {
            var fields = inside.get(name);
            if (fields != null && fields.isWhole()) {
                shown.put(name, value);
            } else if (fields != null && value instanceof Document inner) {
                shown.put(name, fields.of(inner));
            } else if (fields != null && value instanceof Collection<?> elements) {
                shown.put(name, fields.of(elements));
            }
        });
        return shown;
    }

    private List<?> of(Collection<?> elements) {
        return elements.stream()
                .filter(element -> element instanceof Document || element instanceof Collection<?>)
                .map(element -> element instanceof Document inner ? of(inner) : of((Collection<?>) element))
                .toList();
    }
}
