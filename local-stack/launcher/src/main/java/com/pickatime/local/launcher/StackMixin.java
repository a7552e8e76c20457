package com.pickatime.local.launcher;

import com.pickatime.local.stack.Shell;
import com.pickatime.local.stack.StackOptions;
import com.pickatime.local.stack.StackPorts;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that every command about a local stack takes. */
final class StackMixin {

    private static final long DEFAULT_SEED = 20260824;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    private static final Path DEFAULT_DATA =
            Path.of(System.getProperty("pickatime.home", ".")).resolve("data");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where everything that survives a restart is kept (default: data/ beside this command)")
    private Path data = DEFAULT_DATA;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "" + StackPorts.DEFAULT_BASE,
            description = "the ports are counted from here (default: ${DEFAULT-VALUE})")
    private int portBase;

    @Option(
            names = "--students",
            paramLabel = "N",
            description = "students in the simulated district (default: as many as last time, 500 the first time)")
    private @Nullable Integer students;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_SEED,
            description = "what the simulated district is made from; the same seed gives the same district")
    private long seed;

    /** Refuses a district that this machine cannot hold before anything of it is kept. */
    StackOptions options() {
        var options = new StackOptions(data, ports(), Optional.ofNullable(students), seed, System.getenv());
        options.students().ifPresent(count -> DiskSpace.require(data, count, DiskSpace.usable(data)));
        return options;
    }

    StackPorts ports() {
        try {
            return new StackPorts(portBase);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "--port-base: " + e.getMessage());
        }
    }

    Path data() {
        return data;
    }

    /** A command about this same stack, to be copied as it stands to a shell in the directory this one was started in. */
    String command(String arguments) {
        var line = new StringBuilder(Shell.quoted(System.getProperty("pickatime.command", "./pickatime")))
                .append(' ')
                .append(arguments);
        if (!absolute(data).equals(absolute(DEFAULT_DATA))) {
            line.append(" --data ").append(Shell.quoted(absolute(data).toString()));
        }
        if (portBase != StackPorts.DEFAULT_BASE) {
            line.append(" --port-base ").append(portBase);
        }
        return line.toString();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
