namespace Unroll.Studies.Problems;

/// <summary>Rows of zeros with a one at the place of an id.</summary>
static class OneHot
{
    /// <summary>The ids of rows.</summary>
    public static int[] Ids(ReadOnlySpan<float> rows, int width)
    {
        int[] ids = new int[rows.Length / width];
        for (int row = 0; row < ids.Length; row++)
            ids[row] = rows.Slice(row * width, width).IndexOf(1);
        return ids;
    }
}
