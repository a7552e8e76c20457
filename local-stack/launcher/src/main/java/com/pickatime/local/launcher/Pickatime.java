package com.pickatime.local.launcher;

import com.pickatime.local.client.ProductException;
import com.pickatime.local.infrastructure.ports.PortsInUseException;
import com.pickatime.local.stack.data.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The command line: one sub-command for each thing a person wants to do with a local stack. */
@Command(
        name = "pickatime",
        description = "Runs the pickAtime and ClassLink integration on this machine.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ImportCommand.class,
            UndoCommand.class,
            ContactsCommand.class,
            TokenCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Pickatime {

    private Pickatime() {}

    /** Exits with 0 when the command did what was asked, 1 when it could not, 2 when it was not understood. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Pickatime())
                .setExecutionExceptionHandler(plainWords())
                .setUsageHelpAutoWidth(true);
    }

    /** What a person can mend is told in one line; anything else is a fault of ours and shows where it happened. */
    private static IExecutionExceptionHandler plainWords() {
        return (Exception failure, CommandLine command, ParseResult parsed) -> {
            if (failure instanceof StackException
                    || failure instanceof ProductException
                    || failure instanceof PortsInUseException) {
                command.getErr().println("pickatime: " + failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        };
    }
}
