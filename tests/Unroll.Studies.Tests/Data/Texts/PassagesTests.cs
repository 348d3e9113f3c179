using Unroll.Studies.Data.Texts;

namespace Unroll.Studies.Tests.Data.Texts;

public sealed class PassagesTests
{
    static readonly int[] s_text = Noise(3_000, 1), s_other = Noise(3_000, 2);

    [Fact]
    public void Share_IsOne_OfAPart_AndZero_OfAnotherText()
    {
        Assert.Equal(1, Passages.Share(s_text, s_text));
        Assert.Equal(1, Passages.Share(s_text, s_text.AsSpan(700, Passages.Length)));
        Assert.Equal(0, Passages.Share(s_text, s_other));
        Assert.Equal(0, Passages.Share(s_text, s_text.AsSpan(700, Passages.Length - 1)));
        Assert.Equal(0, Passages.Share([], s_text));
    }

    /// <summary>A text with something before it, or with one symbol changed, is known but for the passages that hold the change.</summary>
    [Fact]
    public void Share_CountsPassages()
    {
        const int All = 3_000 - Passages.Length + 1;
        Assert.Equal(All / (double)(All + 100), Passages.Share(s_text, (int[])[.. s_other[..100], .. s_text]), 12);
        int[] changed = [.. s_text];
        changed[1_500] += 1;
        Assert.Equal((All - Passages.Length) / (double)All, Passages.Share(s_text, changed), 12);
    }

    /// <summary>Of a long text a sample is remembered; it is the same passages of the other one.</summary>
    [Fact]
    public void Share_IsNearlyRight_OfALongText()
    {
        int[] text = Noise(4_500_000, 3);
        Assert.Equal(0.5, Passages.Share(text, (int[])[.. s_other, .. text[2_000_000..2_003_000]]), 0.1);
        Assert.Equal(1, Passages.Share(text, text.AsSpan(2_000_000, 10_000)));
    }

    static int[] Noise(int length, uint state)
    {
        int[] ids = new int[length];
        for (int place = 0; place < length; place++)
            ids[place] = (int)((state = (state * 1_664_525) + 1_013_904_223) >> 24) % 60;
        return ids;
    }
}
