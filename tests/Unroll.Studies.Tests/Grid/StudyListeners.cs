using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

/// <summary>Listeners that count, stop or disturb a study.</summary>
static class StudyListeners
{
    internal sealed class Heard : IStudyListener
    {
        public Action? AtFirstEnd { get; init; }

        public int Count { get; private set; }

        public int New { get; private set; }

        public void OnStart(StudyProgress progress)
        {
        }

        public void OnTrialEnd(StudyTrial trial, TrialResult result, bool isNew)
        {
            Count++;
            New += isNew ? 1 : 0;
            if (Count == 1)
                AtFirstEnd?.Invoke();
        }
    }

    /// <summary>A listener that takes its time over the first training, so that others end meanwhile.</summary>
    internal sealed class Counted : IStudyListener
    {
        StudyProgress? _progress;

        public List<int> Numbers { get; } = [];

        public void OnStart(StudyProgress progress) => _progress = progress;

        public void OnTrialEnd(StudyTrial trial, TrialResult result, bool isNew)
        {
            int told = Numbers.Count;
            if (told == 0)
                SpinWait.SpinUntil(() => _progress!.Done > told + 1, 500);
            Numbers.Add(_progress!.Done);
        }
    }

    /// <summary>Removes a folder once it is written.</summary>
    internal sealed class Removing(string folder) : IStudyListener
    {
        public void OnStart(StudyProgress progress) => new Thread(() =>
        {
            while (!File.Exists(Path.Combine(folder, "history.csv")))
                Thread.Sleep(1);
            for (bool isGone = false; !isGone;)
            {
                try
                {
                    Directory.Move(folder, folder + "-removed");
                    isGone = true;
                }
                catch (IOException)
                {
                    Thread.Sleep(1);
                }
            }
        })
        { IsBackground = true }.Start();

        public void OnTrialEnd(StudyTrial trial, TrialResult result, bool isNew)
        {
        }
    }

    internal sealed class Stop(CancellationTokenSource source) : IStudyListener
    {
        public void OnStart(StudyProgress progress)
        {
        }

        public void OnTrialEnd(StudyTrial trial, TrialResult result, bool isNew) => source.Cancel();
    }

    /// <summary>Stops the first training in its middle.</summary>
    internal sealed class Halfway(CancellationTokenSource source) : IStudyListener
    {
        public void OnStart(StudyProgress progress) => new Thread(() =>
        {
            while (progress.Share < 0.1)
                Thread.Sleep(1);
            source.Cancel();
        })
        { IsBackground = true }.Start();

        public void OnTrialEnd(StudyTrial trial, TrialResult result, bool isNew)
        {
        }
    }
}
