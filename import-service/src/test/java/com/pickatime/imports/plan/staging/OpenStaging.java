package com.pickatime.imports.plan.staging;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens a staging of its own for each test whose class takes one, and closes it: it must leave no file behind. */
public final class OpenStaging implements ParameterResolver {

    /** For a constructor too, the end of the test, not that of its class. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Staging.class;
    }

    @Override
    public Staging resolveParameter(ParameterContext parameter, ExtensionContext test) {
        var kept = open();
        test.getStore(ExtensionContext.Namespace.create(OpenStaging.class)).put(kept, kept);
        return kept.staging();
    }

    private static Kept open() {
        try {
            var directory = Files.createTempDirectory("staging");
            return new Kept(
                    directory, Staging.open(directory, Keysets.generate().keyedHash(), new BusinessId("springfield")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows that a plan compared with nothing would publish. */
    public static List<RosterRow> rows(Staging staging) {
        staging.plan();
        var rows = new ArrayList<RosterRow>();
        staging.changes(100, batch -> batch.forEach(change -> rows.add(Objects.requireNonNull(change.row()))));
        return rows;
    }

    /** Those of one type. */
    public static List<RosterRow> rows(Staging staging, RecordType type) {
        return rows(staging).stream().filter(row -> row.type() == type).toList();
    }

    /** Closed by JUnit with the store that it is in. */
    private record Kept(Path directory, Staging staging) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            staging.close();
            Files.delete(directory);
        }
    }
}
