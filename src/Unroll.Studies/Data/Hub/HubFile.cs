using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace Unroll.Studies.Data.Hub;

/// <summary>What the hub says of a file before it is downloaded.</summary>
/// <param name="Address">Where it is, at the revision.</param>
/// <param name="Checksum">SHA-256 of a large file; of a small one the SHA-1 that git gives its contents. In lower-case hexadecimal.</param>
/// <param name="Revision">The commit.</param>
/// <param name="Size">Bytes, where the hub says it.</param>
sealed record HubFile(Uri Address, string Checksum, string Revision, long? Size)
{
    const int Sha256Digits = 64;
    const int Sha1Digits = 40;
    const int MostRedirects = 5;

    /// <summary>Asks the hub.</summary>
    /// <param name="client">A client that follows no redirects: what the hub says of a large file stands in the answer that leads to another server.</param>
    /// <param name="address">The file.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>null where there is no such file.</returns>
    /// <exception cref="HttpRequestException">The hub cannot be reached, refuses, or names no checksum.</exception>
    public static async Task<HubFile?> FindAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            request.Headers.AcceptEncoding.ParseAdd("identity");
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            bool isRedirect = (int)response.StatusCode is >= 300 and < 400;

            // A repository that was renamed leads to its new name on the same server; a large file to another server, which does not know the checksum.
            if (isRedirect && response.Headers.Location is { IsAbsoluteUri: false } location && redirects < MostRedirects)
            {
                address = new Uri(address, location);
                continue;
            }

            if (!isRedirect)
                response.EnsureSuccessStatusCode();
            string tag = (Header(response, "X-Linked-ETag") ?? Header(response, "ETag") ?? "").Replace("W/", "", StringComparison.Ordinal).Trim('"');
            if (tag.Length is not (Sha256Digits or Sha1Digits) || !tag.All(char.IsAsciiHexDigit))
                throw new HttpRequestException($"the hub names no checksum of it (ETag {(tag.Length == 0 ? "missing" : tag)})");
            string revision = Header(response, "X-Repo-Commit") ?? throw new HttpRequestException("the hub does not say of which revision it is");
            long? size = long.TryParse(Header(response, "X-Linked-Size"), NumberStyles.None, CultureInfo.InvariantCulture, out long linked) ? linked
                : isRedirect ? null
                : response.Content.Headers.ContentLength;
            return new HubFile(address, tag.ToLowerInvariant(), revision, size);
        }
    }

    /// <summary>The checksum that a file on this machine has, of the kind that the hub gave.</summary>
    public async Task<string> ChecksumOfAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.OpenRead(path);
        if (Checksum.Length == Sha256Digits)
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        byte[] contents = new byte[stream.Length];
        await stream.ReadExactlyAsync(contents, cancellationToken).ConfigureAwait(false);
        byte[] blob = [.. System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {contents.Length}\0")), .. contents];
#pragma warning disable CA5350 // git names contents by SHA-1, and the hub sends nothing else for small files.
        return Convert.ToHexStringLower(SHA1.HashData(blob));
#pragma warning restore CA5350
    }

    static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out System.Net.Http.Headers.HeaderStringValues values) ? values.ToString() : null;
}
