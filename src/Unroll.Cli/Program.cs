using Unroll.Cli;

using var stop = new StopSignal();
return stop.ExitCodeOf(CommandLine.Run(args, Session.OfConsole(stop.Token)));
