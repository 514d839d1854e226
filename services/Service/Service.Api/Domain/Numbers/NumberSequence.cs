using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CrmPlatform.Service.Domain.Numbers;

/// <summary>
/// S1: turns a counter into complaint numbers that do not tell their order. A keyed bijection: two counters never give the same
/// number, so nobody has to look whether a number is taken, and without the key the next number cannot be guessed.
/// The key belongs to the data: with another key on the same counter numbers would collide with those given out before.
/// </summary>
/// <remarks>
/// A Feistel network over pairs (left, right) modulo 23^4, which is exactly the 23^8 numbers there are, so no walking out of the
/// domain and back. Ten rounds as in NIST SP 800-38G (FF1); the round function is HMAC-SHA256.
/// </remarks>
internal sealed class NumberSequence
{
    private const int Rounds = 10;
    private const int NumberHalf = 279_841; // 23^4

    private readonly byte[] key;
    private readonly int half;

    /// <param name="key">At least 16 secret bytes, the same for the life of the data.</param>
    public NumberSequence(ReadOnlySpan<byte> key)
        : this(key, NumberHalf)
    {
    }

    /// <summary>The same bijection over a smaller square, so that a test can walk all of it.</summary>
    internal NumberSequence(ReadOnlySpan<byte> key, int half)
    {
        if (key.Length < 16)
            throw new ArgumentException("The key of the complaint numbers needs at least 16 bytes.", nameof(key));

        this.key = key.ToArray();
        this.half = half;
    }

    /// <summary>The number for a counter from 0 up to <see cref="ComplaintNumber.Count"/>.</summary>
    public ComplaintNumber NumberFor(long counter) => ComplaintNumber.FromValue(Scramble(counter));

    /// <summary>The counter a number was made from.</summary>
    public long CounterOf(ComplaintNumber number) => Unscramble(number.Value);

    internal long Scramble(long counter)
    {
        var (left, right) = Split(counter);
        for (var round = 0; round < Rounds; round++)
            (left, right) = (right, (left + Mix(round, right)) % half);
        return ((long)left * half) + right;
    }

    internal long Unscramble(long value)
    {
        var (left, right) = Split(value);
        for (var round = Rounds - 1; round >= 0; round--)
            (left, right) = ((right - Mix(round, left) + half) % half, left);
        return ((long)left * half) + right;
    }

    private (int Left, int Right) Split(long value)
    {
        var size = (long)half * half;
        if (value < 0 || value >= size)
            throw new ArgumentOutOfRangeException(nameof(value), value, $"There are {size} complaint numbers, counted from 0.");
        return ((int)(value / half), (int)(value % half));
    }

    private int Mix(int round, int side)
    {
        Span<byte> message = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(message, round);
        BinaryPrimitives.WriteInt32BigEndian(message[4..], side);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message, mac);
        // 64 bits over a modulus of 18 bits: the bias is below 2^-45.
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(mac) % (ulong)half);
    }
}
