using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Kernels.MatMul;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Commands;

/// <summary>unroll bench: the studied models compared with the processor's limit, and with other libraries on the same cores.</summary>
static class BenchCommand
{
    public static Command Create(Session session)
    {
        var works = new Argument<string[]>("WORKLOAD")
        {
            Description = $"workloads to run (default: all): {string.Join(", ", BenchWorks.All.Select(work => work.Name))}",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> peer = CommonOptions.Text(
            "--peer", "NAME,NAME…", $"the same workloads in other libraries, in turns: {string.Join(", ", BenchPeers.Names)}");
        Option<int[]?> workers = Numbers.Several(
            "--workers", "threads, or several numbers of threads to compare, such as 1,2 [one per processor]", least: 1, CommonOptions.MostWorkers);
        var variants = new Option<bool>("--variants") { Description = "also run variants of A and D and show their cost" };
        Option<bool> json = CommonOptions.Json();
        Option<string?> markdown = CommonOptions.Text("--markdown", "FILE", "also write the table to a file, with date, commit and processor");
        var serve = new Option<bool>("--serve") { Description = "run one workload for another process", Hidden = true };
        var command = new CommandWithHelp("bench", "measures training steps and generation, and compares them with the hardware limit")
        {
            works,
            serve,
        };
        command.Group("Options", peer, workers, variants, json, markdown);
        command.SetAction(parsed =>
        {
            BenchWork[] chosen = [.. parsed.GetValue(works)!.Select(BenchWorks.Find)];
            int[] threads = [.. (parsed.GetValue(workers) is { Length: > 0 } given ? given : [Environment.ProcessorCount]).Distinct().Order()];
            if (parsed.GetValue(serve))
            {
                BenchServer.Run(chosen[0], threads[0], Console.In, session.Output);
                return ExitCode.Done;
            }

            string? file = parsed.GetValue(markdown);
            if (file is not null)
                BenchPage.RequireFile(file);
            IReadOnlyList<BenchWork> selected = chosen.Length == 0 ? BenchWorks.All : chosen;
            IReadOnlyList<IBenchPeer> peers =
                parsed.GetValue(peer) is { } names ? BenchPeers.Find(names, selected, session.Error.WriteLine, session.Cancellation) : [];
            BenchReport report = Run(session, selected, threads, peers, parsed.GetValue(variants)) with
            {
                Command = string.Join(' ', parsed.Tokens.Select(token => token.Value).Prepend("unroll")),
            };
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, BenchDocument.From(report), OutputJson.Readable.BenchDocument);
            else
                BenchPage.Write(Screen.On(session.Output), report);
            if (file is not null)
                File.WriteAllText(file, BenchPage.ToMarkdown(report));
            return ExitCode.Done;
        });
        return command;
    }

    static BenchReport Run(Session session, IReadOnlyList<BenchWork> works, int[] threads, IReadOnlyList<IBenchPeer> peers, bool variants)
    {
        var report = new BenchReport(BenchMachine.Here(), "", Limits(threads), []);
        session.Error.WriteLine(BenchText.About(report));
        if (report.Machine.IsBusy)
            session.Error.WriteLine($"{BenchText.Load(report)}: other processes are busy, so the results will be too low, above all those of the peers");
        var benchmark = new Benchmark((work, workers) => new BenchProcess(Server(work, workers), session.Cancellation), threads)
        {
            Peers = peers,
            WithVariants = variants,
        };
        var results = new List<BenchResult>();
        foreach (BenchWork work in works)
        {
            session.Error.Write($"{work.Name} … ");
            session.Error.Flush();
            results.Add(benchmark.Run(work, session.Cancellation));
            session.Error.WriteLine(BenchText.Summary(results[^1]));
        }

        // Measured before and after, and the larger counts: another process on the machine during one of the two does not lower the limit.
        return report with
        {
            Results = results,
            Limits = [.. report.Limits.Zip(Limits(threads), (before, after) => before.Limit > after.Limit ? before : after)],
        };
    }

    static (int Workers, double Limit)[] Limits(int[] threads) => [.. threads.Select(count => (count, FmaPeak.Measure(count)))];

    static ProcessStartInfo Server(BenchWork work, int workers) =>
        OwnProcess.Command("bench", work.Name, "--serve", "--workers", workers.ToString(CultureInfo.InvariantCulture));
}
