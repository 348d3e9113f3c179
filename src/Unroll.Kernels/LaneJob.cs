using Unroll.Kernels.Simd;

namespace Unroll.Kernels;

/// <summary>An <see cref="IJob"/> whose parts are written once over the lane.</summary>
interface ILaneJob
{
    void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>;
}

/// <summary>Shares the parts of a job among the workers, in the lane of a width.</summary>
static class LaneJob
{
    /// <param name="workers">Who shares the parts.</param>
    /// <param name="job">The work.</param>
    /// <param name="parts">How many parts it has.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run<TJob>(Workers workers, TJob job, int parts, int laneWidth) where TJob : struct, ILaneJob
    {
        var kernel = new Kernel<TJob> { Workers = workers, Job = job, Parts = parts };
        Lanes.Run(ref kernel, laneWidth);
    }

    struct Kernel<TJob> : ILaneKernel where TJob : struct, ILaneJob
    {
        public Workers Workers;
        public TJob Job;
        public int Parts;

        public readonly void Run<TLane>() where TLane : struct, ILane<TLane>
        {
            var job = new Typed<TJob, TLane> { Job = Job };
            Workers.Run(ref job, Parts);
        }
    }

    struct Typed<TJob, TLane> : IJob
        where TJob : struct, ILaneJob
        where TLane : struct, ILane<TLane>
    {
        public TJob Job;

        public void Execute(int part, int worker) => Job.Execute<TLane>(part, worker);
    }
}
