package com.pickatime.local.launcher;

import com.pickatime.local.client.ContactFiles;
import com.pickatime.local.client.JsonClient;
import com.pickatime.local.stack.OperatorTokens;
import com.pickatime.local.stack.data.StackException;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be done with a business's contacts beside imports. */
@Command(
        name = "contacts",
        description = "Loads a business's own files of contacts.",
        mixinStandardHelpOptions = true,
        subcommands = ContactsCommand.Load.class,
        synopsisSubcommandLabel = "COMMAND")
final class ContactsCommand {

    /** Loads files that were made by hand, and not by a roster. */
    @Command(
            name = "load",
            description = "Loads a zip of the files Teacher, Student, Class, Enrollment, Parent and Parent-Student"
                    + " Relationship, those of them that there are, into the running local stack.",
            mixinStandardHelpOptions = true)
    static final class Load implements Callable<Integer> {

        /** How birth dates are written. */
        enum DateOrder {
            MDY,
            DMY
        }

        @Mixin
        private final StackMixin stackOptions = new StackMixin();

        @Parameters(paramLabel = "FILE", description = "the zip; its files are known by their columns")
        private Path file = Path.of("");

        @Option(
                names = "--business",
                paramLabel = "ID",
                defaultValue = "my-school",
                description = "the business whose contacts they are (default: ${DEFAULT-VALUE})")
        private String business = "";

        @Option(
                names = "--date-order",
                required = true,
                description = "how birth dates are written, month or day first: ${COMPLETION-CANDIDATES}")
        private DateOrder dateOrder = DateOrder.MDY;

        @Option(
                names = "--accept-ambiguous-dates",
                description = "load also a file of which every date can be read in both orders")
        private boolean acceptAmbiguousDates;

        @Option(names = "--encoding", paramLabel = "NAME", description = "utf-8 or windows-1252 (default: utf-8)")
        private @Nullable String encoding;

        @Option(names = "--keep-good", description = "load the good rows though others are refused")
        private boolean keepGood;

        @Override
        public Integer call() throws FileNotFoundException {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new StackException("there is no file " + file.toAbsolutePath() + " that you may read");
            }
            var ports = stackOptions.ports();
            var files = new ContactFiles(
                    new JsonClient(
                            URI.create("http://127.0.0.1:" + ports.contactService()),
                            OperatorTokens.of(ports, stackOptions.data())),
                    business);
            System.out.println("Loading the files of " + business);
            var load = new ShownLoad(System.out, files).follow(files.send(file, parameters()));
            return load.path("state").asString().equals("LOADED") ? 0 : 1;
        }

        private Map<String, String> parameters() {
            var parameters = new LinkedHashMap<String, String>();
            parameters.put("dateOrder", dateOrder.name());
            parameters.put("keepGood", String.valueOf(keepGood));
            if (acceptAmbiguousDates) {
                parameters.put("ambiguousDates", "accepted");
            }
            if (encoding != null) {
                parameters.put("encoding", encoding.toLowerCase(Locale.ROOT));
            }
            return parameters;
        }
    }
}
