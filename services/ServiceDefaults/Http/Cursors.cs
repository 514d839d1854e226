using System.Security.Cryptography;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>
/// Keyset positions as cursors that a client can neither read nor change. A cursor belongs to one list with its filters and order;
/// given to another it is refused.
/// </summary>
public sealed class Cursors(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("cursor");

    /// <param name="position">The sort values and key of the last row of the page.</param>
    /// <param name="list">Names the list, its filters and its order.</param>
    public string Write<T>(T position, string list) =>
        WebEncoders.Base64UrlEncode(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(new Content<T>(list, position), Json.Tolerant)));

    /// <summary>Null for the first page.</summary>
    /// <exception cref="ProblemException">400 when the cursor is not ours or not this list's.</exception>
    public T? Read<T>(string? cursor, string list) where T : class
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        try
        {
            var content = JsonSerializer.Deserialize<Content<T>>(protector.Unprotect(WebEncoders.Base64UrlDecode(cursor)), Json.Tolerant)!;
            if (content.List == list) return content.Position;
        }
        catch (Exception damaged) when (damaged is FormatException or CryptographicException or JsonException)
        {
            // Falls through to the refusal: what exactly is broken is no business of whoever broke it.
        }
        throw new ProblemException(StatusCodes.Status400BadRequest, "cursor.invalid",
            "The cursor is not one of this list with these filters. Start again without a cursor.");
    }

    /// <summary>The key of the last row seen, for the many lists that are ordered by nothing else; null for the first page.</summary>
    public long? KeyOf(string? cursor, string list) => Read<KeyPosition>(cursor, list)?.Key;

    /// <summary>A page from rows read one further than the limit, in key order.</summary>
    public Page<TView> PageByKey<TRow, TView>(IReadOnlyList<TRow> rows, int limit, string list, Func<TRow, long> key, Func<TRow, TView> view) => new(
        [.. rows.Take(limit).Select(view)],
        rows.Count > limit ? Write(new KeyPosition(key(rows[limit - 1])), list) : null);

    private sealed record KeyPosition(long Key);

    private sealed record Content<T>(string List, T Position);
}
