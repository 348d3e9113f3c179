using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Unroll.Kernels.Numerics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>
/// Copies a right operand into panels, the order in which <see cref="MatrixTile{TLane, TRow, TPanel}"/> reads it. The workers share the panels.
/// </summary>
static unsafe class Packing
{
    const int SmallLength = 1 << 14;

    /// <param name="workers">Who shares the panels.</param>
    /// <param name="operand">depth × columns, or the transpose of what lies in the span.</param>
    /// <param name="layout">How it is packed.</param>
    /// <param name="packed">Out: <see cref="PanelLayout.Length"/> floats of memory.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest. Products must use the same.</param>
    public static void Run(Workers workers, MatrixView operand, PanelLayout layout, Span<float> packed, int laneWidth = 0)
    {
        operand.Check(layout.Depth, layout.Columns, nameof(operand));
        Lengths.Check(packed, layout.Length);
        fixed (float* from = operand.Values, to = packed)
        {
            var job = new Job { From = operand.At(from), Layout = layout, To = to, Width = Lanes.WidthOr(laneWidth) };
            if (layout.Length <= SmallLength)
                workers.RunAlone(ref job, layout.Count(job.Width));
            else
                workers.Run(ref job, layout.Count(job.Width));
        }
    }

    /// <summary>Packs one panel of an operand, for a worker that multiplies with it at once.</summary>
    /// <param name="operand">depth × columns at any strides.</param>
    /// <param name="layout">How it is packed.</param>
    /// <param name="panel">Which panel.</param>
    /// <param name="packed">Out: memory for all panels.</param>
    /// <param name="width">Floats a lane.</param>
    public static void Panel(Matrix operand, PanelLayout layout, int panel, float* packed, int width) =>
        new Job { From = operand, Layout = layout, To = packed, Width = width }.Execute(panel, worker: 0);

    struct Job : IJob
    {
        public Matrix From;
        public PanelLayout Layout;
        public float* To;
        public int Width;

        public readonly void Execute(int part, int worker)
        {
            if (Layout.Format == WeightFormat.BFloat16)
            {
                PackHalves(part);
                return;
            }

            int lanes = Layout.Lanes(part, Width);
            float* panel = (float*)Layout.Panel(To, part, Width);
            for (int lane = 0; lane < lanes; lane++)
            {
                int column = Layout.Column(part, lane, Width), count = Layout.Count(part, lane, Width);
                if (count < Width)
                    Clear(panel + (lane * Width), lanes * Width);
                if (From.ColumnStride == 1)
                    CopyLane(From.At(0, column), count, panel + (lane * Width), lanes * Width);
                else
                    Transpose(From.At(0, column), count, panel + (lane * Width), lanes * Width);
            }
        }

        readonly void PackHalves(int part)
        {
            int lanes = Layout.Lanes(part, Width);
            for (int k = 0; k < Layout.Depth; k++)
            {
                ushort* line = (ushort*)Layout.Panel(To, part, Width, k);
                for (int lane = 0; lane < lanes; lane++)
                {
                    int column = Layout.Column(part, lane, Width), count = Layout.Count(part, lane, Width);
                    for (int i = 0; i < Width; i++)
                        line[(lane * Width) + i] = i < count ? BFloat16.FromSingle(*From.At(k, column + i)) : (ushort)0;
                }
            }
        }

        readonly void Clear(float* to, nint step)
        {
            for (int k = 0; k < Layout.Depth; k++)
                new Span<float>(to + (k * step), Width).Clear();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void CopyLane(float* from, int count, float* to, nint step)
        {
            nint row = From.RowStride;
            if (count == 16)
                for (int k = 0; k < Layout.Depth; k++)
                    Vector512.Store(Vector512.Load(from + (k * row)), to + (k * step));
            else
                for (int k = 0; k < Layout.Depth; k++)
                    for (int i = 0; i < count; i++)
                        to[(k * step) + i] = from[(k * row) + i];
        }

        /// <summary>to[k, i] = from[i, k], four by four in registers where the lines lie close.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Transpose(float* from, int count, float* to, nint step)
        {
            nint column = From.ColumnStride, row = From.RowStride;
            int i = 0;
            if (Sse.IsSupported && row == 1)
                for (; i + 4 <= count; i += 4)
                    TransposeFour(from + (i * column), column, Layout.Depth, to + i, step);
            for (; i < count; i++)
                for (int k = 0; k < Layout.Depth; k++)
                    to[(k * step) + i] = from[(i * column) + (k * row)];
        }

        static void TransposeFour(float* source, nint stride, int minor, float* destination, nint step)
        {
            float* a = source, b = source + stride, c = source + (2 * stride), d = source + (3 * stride);
            int k = 0;
            for (; k + 4 <= minor; k += 4)
            {
                Vector128<float> a0 = Vector128.Load(a + k), b0 = Vector128.Load(b + k), c0 = Vector128.Load(c + k), d0 = Vector128.Load(d + k);
                Vector128<float> ab = Sse.UnpackLow(a0, b0), cd = Sse.UnpackLow(c0, d0);
                Vector128<float> abHigh = Sse.UnpackHigh(a0, b0), cdHigh = Sse.UnpackHigh(c0, d0);
                float* into = destination + (k * step);
                Sse.MoveLowToHigh(ab, cd).Store(into);
                Sse.MoveHighToLow(cd, ab).Store(into + step);
                Sse.MoveLowToHigh(abHigh, cdHigh).Store(into + (2 * step));
                Sse.MoveHighToLow(cdHigh, abHigh).Store(into + (3 * step));
            }

            for (; k < minor; k++)
            {
                float* into = destination + (k * step);
                (into[0], into[1], into[2], into[3]) = (a[k], b[k], c[k], d[k]);
            }
        }
    }
}
