package com.pickatime.imports.plan.staging.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.springframework.util.unit.DataSize;

/**
 * A DuckDB in memory with a limit, cut off from the network and from the disk but for its own directory.
 *
 * <p>Nobody reads it once its run is over, so it has no file and no log. What does not fit in memory goes to files in that directory,
 * in clear: nothing may be put in that must not be read there. DuckDB could encrypt those files only with an extension that it would
 * have to download.
 */
public final class StagingDatabase implements AutoCloseable {

    private static final String THREADS = "2";

    private final Path directory;
    private final DuckDBConnection connection;

    private StagingDatabase(Path directory, DuckDBConnection connection) {
        this.directory = directory;
        this.connection = connection;
    }

    public static StagingDatabase create(Path parent, DataSize memory) {
        var directory = StagingDirectory.create(parent);
        try {
            var connection = DriverManager.getConnection("jdbc:duckdb:", settings(directory, memory));
            return new StagingDatabase(directory, connection.unwrap(DuckDBConnection.class));
        } catch (SQLException e) {
            var failure = StagingException.of(e, directory);
            StagingDirectory.delete(directory);
            throw failure;
        }
    }

    private static Properties settings(Path directory, DataSize memory) {
        var settings = new Properties();
        settings.setProperty("memory_limit", memory.toKilobytes() + "KiB");
        settings.setProperty("threads", THREADS);
        settings.setProperty("temp_directory", directory.resolve("spill").toString());
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("enable_external_access", "false");
        settings.setProperty("jdbc_stream_results", "true");
        return settings;
    }

    public Path directory() {
        return directory;
    }

    /** Runs statements that end in semicolons. */
    public void run(String statements) {
        try (var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The first column of the one row that {@code query} gives. */
    public long count(String query) {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Hands over row after row as the database finds them, so that a result of any size needs little memory. */
    public void each(String query, RowReading reading) {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                reading.read(result);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Appends rows in bulk; on a connection of its own, so that it can be done while {@link #each} reads. */
    public void append(String table, RowWriting writing) {
        try (var own = connection.duplicate().unwrap(DuckDBConnection.class);
                var appender = own.createAppender(table)) {
            writing.write(appender);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            StagingDirectory.delete(directory);
        }
    }

    private StagingException failed(SQLException e) {
        return StagingException.of(e, directory);
    }

    /** Reads the row at which a result stands. */
    @FunctionalInterface
    public interface RowReading {
        void read(ResultSet row) throws SQLException;
    }

    /** Appends any number of rows. */
    @FunctionalInterface
    public interface RowWriting {
        void write(DuckDBAppender rows) throws SQLException;
    }
}
