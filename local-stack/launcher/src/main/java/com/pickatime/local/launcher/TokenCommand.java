package com.pickatime.local.launcher;

import com.pickatime.local.stack.OperatorTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A token for curl. */
@Command(
        name = "token",
        description = "Prints an operator's access token for the running local stack, for use with curl: -H"
                + " \"Authorization: Bearer $$(./pickatime token)\". It is good for some minutes, for every business.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    @Mixin
    private final StackMixin stackOptions = new StackMixin();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var token = OperatorTokens.of(stackOptions.ports(), stackOptions.data()).current();
        var commandLine = Objects.requireNonNull(spec).commandLine();
        commandLine.getOut().println(token.value());
        // apart from the token, so that a script can take that alone
        commandLine
                .getErr()
                .println("Good for "
                        + Duration.between(Instant.now(), token.endsAt()).toSeconds() + " seconds");
        return 0;
    }
}
