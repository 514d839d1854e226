using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.ServiceDefaults.Privacy;

/// <summary>
/// C20: by what somebody who was erased is recognised in rows that a job under way has yet to write, without keeping what it was: the
/// length and the print of each text. A job keeps them until it ends.
/// </summary>
internal sealed class ErasedTraces
{
    private const int PrintBytes = 12;

    /// <summary>A number comes with or without its country's code; by so many of its last digits it is the same one.</summary>
    private const int PhoneTail = 7;

    private const int Phone = 0;

    private readonly byte[] salt;
    private readonly ILookup<int, string> prints;

    /// <param name="job">Its id is part of each print, so that those of two jobs cannot be set side by side.</param>
    /// <param name="traces">From <see cref="Of"/>.</param>
    public ErasedTraces(Guid job, IEnumerable<string> traces)
    {
        salt = job.ToByteArray();
        prints = traces.Select(trace => trace.Split(':')).ToLookup(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => parts[1]);
    }

    public static IEnumerable<string> Of(Guid job, ErasedPerson person)
    {
        var texts = person.Replaced.Concat(person.Ids.Select(id => id.ToString())).Select(Normalise).Where(text => text.Length > 1);
        var phones = person.Replaced.Where(text => text.StartsWith('+')).Select(TailOf).OfType<string>();
        var salt = job.ToByteArray();
        return texts.Select(text => $"{text.Length}:{Print(salt, text)}").Concat(phones.Select(tail => $"{Phone}:{Print(salt, tail)}")).Distinct();
    }

    /// <summary>Whether any of the fields names the person, within a longer text too.</summary>
    public bool AreIn(IEnumerable<string> fields) => prints.Count > 0 && fields.Any(IsIn);

    private bool IsIn(string field)
    {
        if (prints.Contains(Phone) && TailOf(field) is { } tail && prints[Phone].Contains(Print(salt, tail))) return true;
        var text = Normalise(field);
        foreach (var length in prints)
        {
            if (length.Key == Phone) continue;
            for (var start = 0; start + length.Key <= text.Length; start++)
                if (length.Contains(Print(salt, text.AsSpan(start, length.Key)))) return true;
        }
        return false;
    }

    internal static string Normalise(string text) =>
        string.Join(' ', text.ToForm(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    internal static string? TailOf(string text)
    {
        if (text.Any(char.IsLetter)) return null;
        var digits = string.Concat(text.ToForm(NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        return digits.Length < PhoneTail ? null : digits[^PhoneTail..];
    }

    private static string Print(byte[] salt, ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(salt, MemoryMarshal.AsBytes(text), hash);
        return Convert.ToBase64String(hash[..PrintBytes]);
    }
}
