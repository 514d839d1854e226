using System.Security.Cryptography;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace CrmPlatform.Identity.Accounts;

/// <summary>What is done to an account wherever it is asked for: by an administrator, by the person, at the first start. The caller saves.</summary>
internal sealed class AccountKeeper(
    IdentityDb db, IPasswordHasher<User> hasher, ILookupNormalizer names, PasswordRules rules, IDataProtectionProvider protection)
{
    private readonly IDataProtector seal = protection.CreateProtector("totp");

    /// <summary>Takes a new account in.</summary>
    public void Add(User user, string password)
    {
        Name(user);
        SetPassword(user, password);
        db.Users.Add(user);
        db.SignInStates.Add(new SignInState { UserId = user.Id });
    }

    /// <summary>Brings what the database looks for in line with how the account is called.</summary>
    public void Name(User user)
    {
        user.NormalizedUserName = names.NormalizeName(user.UserName);
        user.NormalizedEmail = names.NormalizeEmail(user.Email);
    }

    public PasswordFault? FaultOf(User user, string password) => rules.FaultOf(password, user.UserName, user.Email, user.Name);

    public void SetPassword(User user, string password)
    {
        user.PasswordHash = hasher.HashPassword(user, password);
        user.SecurityStamp = Guid.NewGuid().ToString("N");
    }

    public byte[]? TotpSecretOf(User user) => user.TotpSecret is { } kept ? Open(kept) : null;

    public void SetSecondFactor(User user, byte[] secret, IEnumerable<string> recoveryCodes)
    {
        user.TotpSecret = Convert.ToBase64String(seal.Protect(secret));
        user.RecoveryCodes = [.. recoveryCodes.Select(Secrets.HashOfRecoveryCode)];
    }

    public static void RemoveSecondFactor(User user)
    {
        user.TotpSecret = null;
        user.RecoveryCodes = [];
    }

    private byte[] Open(string kept)
    {
        try
        {
            return seal.Unprotect(Convert.FromBase64String(kept));
        }
        catch (CryptographicException lost)
        {
            throw new InvalidOperationException("A second factor cannot be opened: the data-protection keys that seal it are not here.", lost);
        }
    }
}
