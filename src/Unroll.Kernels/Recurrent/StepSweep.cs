using System.Runtime.CompilerServices;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// One phase of a step for some rows of the batch and some panels of units. A tile of a few rows × four lanes is begun, takes in its products, and is ended
/// before the next one; rows come after rows under one panel, so that the panel's weights are read from memory once for all rows.
/// </summary>
static unsafe class StepSweep<TLane, TPhase>
    where TLane : struct, ILane<TLane>
    where TPhase : struct, IStepPhase
{
    const int FewRows = 2, AheadBytes = 4096;

    static int SumsRow => 4 * TLane.Width;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref TPhase phase, int firstRow, int rows, int firstPanel, int panels, float* sums)
    {
        PanelLayout layout = phase.Sums;
        int most = PanelTile<TLane>.MostRows(layout.Gates == 3 ? 3 : 4);
        for (int panel = firstPanel; panel < firstPanel + panels; panel++)
            for (int row = 0; row < rows; row += most)
            {
                int some = Math.Min(most, rows - row);
                Begin(ref phase, layout, panel, firstRow + row, some, sums);
                for (int piece = 0; piece < phase.Pieces; piece++)
                    Multiply(phase.Piece(piece), panel, panel + 1 < firstPanel + panels ? panel + 1 : firstPanel, firstRow + row, some, row / most, sums);
                End(ref phase, layout, panel, firstRow + row, some, sums);
            }
    }

    static void Multiply(StepPiece piece, int panel, int next, int row, int rows, int tiles, float* sums)
    {
        if (piece.Depth == 0)
            return;

        int lanes = piece.Layout.Lanes(panel, TLane.Width), step = piece.Layout.LineBytes(panel, TLane.Width);
        float* result = sums + (piece.FirstLane * TLane.Width);
        var tile = new TileProduct
        {
            Left = piece.Left + (row * piece.LeftRow), LeftRow = piece.LeftRow, LeftStep = 1, Right = piece.Panel(panel, TLane.Width),
            RightStep = step, Format = piece.Layout.Format, Depth = piece.Depth, Start = result, StartRow = SumsRow, StartLane = TLane.Width, Result = result,
            ResultRow = SumsRow, ResultLane = TLane.Width,
        };

        if (rows <= FewRows)
        {
            // Little is computed with a line of weights: the panel itself is on its way.
            tile.Ahead = (float*)(tile.Right + AheadBytes);
            tile.AheadStep = step / sizeof(float);
        }
        else
        {
            // Tile by tile, a lane of the next panel is.
            tile.Ahead = tiles < lanes ? (float*)(piece.Panel(next, TLane.Width) + (tiles * step / lanes)) : result;
            tile.AheadStep = tiles < lanes ? step / sizeof(float) : 0;
        }

        PanelTile<TLane>.Run(ref tile, rows, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Begin(ref TPhase phase, PanelLayout layout, int panel, int row, int rows, float* sums)
    {
        // The lanes of a plain panel are units of their own; those of a gated one belong to the same units.
        int width = TLane.Width, first = panel * layout.Step(width), lanes = layout.Gates == 0 ? layout.Lanes(panel, width) : 1;
        for (int lane = 0; lane < lanes; lane++)
        {
            int unit = first + (lane * width);
            float* at = sums + (lane * width);
            if (unit + width <= layout.Units)
                for (int i = 0; i < rows; i++)
                    phase.Begin<TLane, WholeLane>(at + (i * SumsRow), row + i, unit, default);
            else
                for (int i = 0; i < rows; i++)
                    phase.Begin<TLane, PartLane>(at + (i * SumsRow), row + i, unit, new PartLane(layout.Units - unit));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void End(ref TPhase phase, PanelLayout layout, int panel, int row, int rows, float* sums)
    {
        int width = TLane.Width, first = panel * layout.Step(width), lanes = layout.Gates == 0 ? layout.Lanes(panel, width) : 1;
        for (int lane = 0; lane < lanes; lane++)
        {
            int unit = first + (lane * width);
            float* at = sums + (lane * width);
            if (unit + width <= layout.Units)
                for (int i = 0; i < rows; i++)
                    phase.End<TLane, WholeLane>(at + (i * SumsRow), row + i, unit, default);
            else
                for (int i = 0; i < rows; i++)
                    phase.End<TLane, PartLane>(at + (i * SumsRow), row + i, unit, new PartLane(layout.Units - unit));
        }
    }
}
