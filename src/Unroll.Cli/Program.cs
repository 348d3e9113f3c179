using Unroll.Cli;
using Unroll.Cli.Terminal;

using var stop = new StopSignal();
return stop.ExitCodeOf(CommandLine.Run(args, Session.FromConsole(stop.Token)));
