using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Pictures;
using Unroll.Studies.Tests.Data.Pictures;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Data.Digits;

public sealed class DigitDrawingTests
{
    static readonly DigitDrawing s_mnist = new(InkLevels.OfMnist, Box: 20);

    public static TheoryData<int, string> Forms
    {
        get
        {
            var forms = new TheoryData<int, string>();
            for (int digit = 0; digit < DigitSet.Classes; digit++)
                foreach (string form in new[] { "blueink", "greyalpha", "paper200", "wide" })
                    forms.Add(digit, form);
            return forms;
        }
    }

    /// <summary>Blue ink is ten times as large on a transparent ground, wide three times as wide.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void Draw_GivesTheSameDigit_HoweverItIsDrawn(int digit, string form)
    {
        byte[] expected = Draw($"{digit}_grey.png", out _), drawn = Draw($"{digit}_{form}.png", out int pieces);
        Assert.Equal(1, pieces);
        Assert.InRange(expected.Zip(drawn, (one, other) => Math.Abs(one - other)).Max(), 0, form == "paper200" ? 2 : 1);
    }

    [Fact]
    public void Draw_KeepsAPictureThatIsDrawnLikeTheModels()
    {
        GrayPicture grey = Assert.Single(PictureFile.Read(PictureSample.Path("4_grey.png")).Pictures);
        Assert.Equal(grey.Pixels, s_mnist.Draw(grey, 28, 28, out _).Pixels);
    }

    [Theory]
    [InlineData(0, -6, 28, 28)]
    [InlineData(5, 5, 28, 28)]
    [InlineData(-40, -90, 100, 200)]
    public void Draw_PutsTheCentreOfMassInTheMiddle_WhereverTheDigitIs(int top, int left, int rows, int columns)
    {
        GrayPicture grey = Assert.Single(PictureFile.Read(PictureSample.Path("7_grey.png")).Pictures);
        Assert.Equal(grey.Pixels.ToArray(), s_mnist.Draw(grey.Part(top, left, rows, columns), 28, 28, out _).Pixels.ToArray());
    }

    /// <summary>Dust far from the digit moves it by no pixel, though it is read as it lies where it is in the frame.</summary>
    [Fact]
    public void Draw_IsNotMisledByDust()
    {
        GrayPicture wide = Assert.Single(PictureFile.Read(PictureSample.Path("7_grey.png")).Pictures).Part(-40, -40, 120, 120);
        byte[] dusty = wide.Pixels.ToArray();
        (dusty[0], dusty[^1], dusty[119]) = (255, 255, 255);
        Assert.Equal(s_mnist.Draw(wide, 28, 28, out _).Pixels.ToArray(), s_mnist.Draw(wide with { Pixels = dusty }, 28, 28, out int pieces).Pixels.ToArray());
        Assert.Equal(1, pieces);
    }

    [Fact]
    public void Draw_CountsDigits_ThatLieSideBySide()
    {
        Draw("35.png", out int pieces);
        Assert.Equal(2, pieces);
    }

    /// <summary>Of pictures that do not lie in the middle only the proportions are kept: 2 × 4 becomes 1 × 2 of 2 × 2, in the middle.</summary>
    [Fact]
    public void Draw_KeepsProportionsAndPlace_WhereTheModelsDigitsLieAnywhere()
    {
        var picture = new GrayPicture(2, 4, new byte[] { 255, 255, 0, 0, 255, 255, 0, 0 });
        Assert.Equal([255, 0, 0, 0], new DigitDrawing(InkLevels.OfMnist, Box: 0).Draw(picture, 2, 2, out _).Pixels.ToArray());
    }

    [Fact]
    public void Draw_GivesNothing_OfABlankPicture() =>
        Assert.All(s_mnist.Draw(new GrayPicture(50, 30, new byte[1500]), 28, 28, out _).Pixels.ToArray(), shade => Assert.Equal(0, shade));

    [DataFact("mnist")]
    public void Of_SeesHowMnistIsDrawn() => Assert.Equal(s_mnist, DigitData.Load("mnist").Drawing);

    [Fact]
    public void Of_SeesThatDigitsLieAnywhere() => Assert.Equal(new DigitDrawing(InkLevels.OfMnist, 0), DigitDrawing.Of(SyntheticDigits.Create(200, 1)));

    static byte[] Draw(string name, out int pieces)
    {
        var file = PictureFile.Read(PictureSample.Path(name));
        return s_mnist.Draw(file.Levels.Apply(file.Pictures[0]), 28, 28, out pieces).Pixels.ToArray();
    }
}
