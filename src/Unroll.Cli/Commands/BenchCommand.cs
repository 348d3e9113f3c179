using System.CommandLine;
using Unroll.Cli.Terminal;
using Unroll.Kernels;
using Unroll.Naming;
using Unroll.Studies;
using Unroll.Studies.Bench;
using Unroll.Studies.Data;

namespace Unroll.Cli.Commands;

/// <summary>unroll bench: the studied models against the processor's limit, and against PyTorch on the same cores.</summary>
static class BenchCommand
{
    static readonly string[] s_peers = ["pytorch"];

    public static Command Create(Session session)
    {
        var works = new Argument<string[]>("WORK") { Description = "some of the works; without any, all", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> peer = CommonOptions.Text("--peer", "NAME", "pytorch: the same works in PyTorch, in turns");
        Option<int?> workers = Numbers.Whole("--workers", "threads [one a processor]", least: 1);
        Option<bool> json = CommonOptions.Json();
        var command = new Verb("bench", "measures training steps and generation against the hardware limit") { works };
        command.Group("Options", peer, workers, json);
        command.SetAction(parsed =>
        {
            int threads = parsed.GetValue(workers) ?? Environment.ProcessorCount;
            string[] chosen = Chosen(parsed.GetValue(works)!);
            using BenchPeer? opponent = Peer(parsed.GetValue(peer), threads);
            Run(session, chosen, threads, opponent, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    static void Run(Session session, string[] chosen, int threads, BenchPeer? peer, bool json)
    {
        session.Error.WriteLine($"{threads} threads, {FmaPeak.LaneBits}-bit lanes{(peer is null ? "" : $"; peer: {peer.About}")}");
        var benchmark = new Benchmark(threads, peer);
        var results = new List<BenchResult>();
        foreach (string name in chosen)
        {
            session.Error.Write($"{name} … ");
            session.Error.Flush();
            BenchResult result = GenerationWork.All.FirstOrDefault(work => work.Name == name) is { } generation
                ? benchmark.Run(generation, session.Cancellation)
                : benchmark.Run(BenchWork.All.First(work => work.Name == name), session.Cancellation);
            session.Error.WriteLine(BenchTable.Figure(result));
            results.Add(result);
        }

        if (json)
            JsonOutput.Write(session.Output, writer => BenchTable.Describe(writer, benchmark.Peak, threads, results, peer?.About));
        else
            BenchTable.Write(session.Output, benchmark.Peak, results);
    }

    static string[] Chosen(string[] names)
    {
        string[] known = [.. BenchWork.All.Select(work => work.Name), .. GenerationWork.All.Select(work => work.Name)];
        foreach (string name in names)
        {
            if (known.Contains(name))
                continue;
            string nearest = NearestName.Find(name, known) is { } near ? $"; did you mean '{near}'?" : "";
            throw new InputException($"bench {name}: unknown; known are {string.Join(", ", known)}{nearest}");
        }

        return names.Length == 0 ? known : names;
    }

    static BenchPeer? Peer(string? name, int threads) => name is null ? null
        : s_peers.Contains(name) ? BenchPeer.Start(threads)
        : throw new InputException($"--peer {name}: unknown; known are {string.Join(", ", s_peers)}");
}
