using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrmPlatform.ServiceDefaults.Auth;

/// <summary>
/// Validates a token once and remembers the verdict for a short while: a signature costs more than the rest of a small request.
/// Only good tokens are remembered, never past their expiry nor longer than the issuer publishes their key.
/// </summary>
internal sealed class TokenCache(TimeProvider time) : TokenHandler
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler inner = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, (TokenValidationResult Result, DateTimeOffset Until)> known = new(StringComparer.Ordinal);
    private readonly NewKeys newKeys = new();

    public override int MaximumTokenSizeInBytes
    {
        get => inner.MaximumTokenSizeInBytes;
        set => inner.MaximumTokenSizeInBytes = value;
    }

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(token, out var seen))
        {
            if (now < seen.Until && await IsPublishedAsync(seen.Result.SecurityToken.SigningKey, validationParameters)) return seen.Result;
            known.TryRemove(token, out _);
        }
        var result = await inner.ValidateTokenAsync(token, validationParameters);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && validationParameters.ConfigurationManager is { } issuer
            && await newKeys.HaveAsync(issuer, inner.ReadJsonWebToken(token).Kid))
            result = await inner.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid && result.SecurityToken is { } valid)
        {
            if (known.Count >= Capacity) known.Clear();
            var expiry = new DateTimeOffset(valid.ValidTo, TimeSpan.Zero);
            known[token] = (result, expiry < now + Longest ? expiry : now + Longest);
        }
        return result;
    }

    public override SecurityToken ReadToken(string token) => inner.ReadToken(token);

    private static async ValueTask<bool> IsPublishedAsync(SecurityKey key, TokenValidationParameters parameters)
    {
        var published = parameters.ConfigurationManager is { } issuer ? (await issuer.GetBaseConfigurationAsync(CancellationToken.None)).SigningKeys : parameters.IssuerSigningKeys;
        return published is null || published.Any(one => ReferenceEquals(one, key) || (one.KeyId is { Length: > 0 } id && id == key.KeyId));
    }
}
