using StbImageSharp;

namespace Unroll.Studies.Data.Pictures;

/// <summary>Reads JPEG, BMP and GIF pictures as shades of grey, by StbImageSharp.</summary>
static class StbFile
{
    /// <summary>Where the header of a BMP says how its pixels are packed.</summary>
    const int CompressionPlace = 30;

    /// <summary>Reads a picture as it is to be seen; of an animated one the first.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="format">JPEG, BMP or GIF.</param>
    /// <exception cref="InputException">It is damaged, of a kind that is not read, or too large; one line says what.</exception>
    public static (GrayPicture Picture, bool IsAnimated) Read(string path, byte[] file, string format)
    {
        if (format == PictureFormat.Bmp && file.Length > CompressionPlace && file[CompressionPlace] is 1 or 2 && file[14] >= 40)
            throw new InputException($"{path}: a BMP picture packed by run lengths, which is not read; save it as PNG");
        try
        {
            ImageInfo info = ImageInfo.FromStream(new CompleteStream(file)) ?? throw new InvalidOperationException("its header cannot be read");
            PictureExtent.Require(path, info.Width, info.Height);
            if ((long)info.Width * info.Height > file.Length * MostPixelsOfByte(format))
                throw PictureExtent.Damaged(path);
            ImageResult image = ImageResult.FromStream(new CompleteStream(file), ColorComponents.GreyAlpha);
            bool isAnimated = format == PictureFormat.Gif
                && ImageResult.AnimatedGifFramesFromStream(new CompleteStream(file), ColorComponents.GreyAlpha).Skip(1).Any();
            GrayPicture picture = Shades(image, GrayPicture.White);
            if (picture.IsBlank)
                picture = Shades(image, GrayPicture.Black);
            return (PictureOrientation.Apply(picture, format == PictureFormat.Jpeg ? PictureOrientation.OfJpeg(file) : PictureOrientation.Upright), isAnimated);
        }
        catch (EndOfStreamException error)
        {
            throw PictureExtent.Damaged(path, error);
        }
        catch (Exception error) when (error is InvalidOperationException or IndexOutOfRangeException or NullReferenceException or OverflowException)
        {
            throw new InputException(
                $"{path}: {PictureFormat.WithArticle(format)} that is damaged or of a kind that is not read ({error.Message}); save it as PNG", error);
        }
    }

    /// <summary>
    /// Of a black and white BMP eight pixels; of a JPEG a block of 8 × 8 may take one bit; of a GIF a code of twelve bits may stand for 4,096 pixels at most.
    /// </summary>
    static long MostPixelsOfByte(string format) => format switch { PictureFormat.Bmp => 8, PictureFormat.Jpeg => 512, _ => 4096 };

    static GrayPicture Shades(ImageResult image, byte ground)
    {
        byte[] shades = new byte[image.Width * image.Height];
        for (int i = 0; i < shades.Length; i++)
            shades[i] = PngColours.Over(image.Data[2 * i], image.Data[(2 * i) + 1], ground);
        return new GrayPicture(image.Height, image.Width, shades);
    }
}
