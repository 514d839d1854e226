using System.Collections.Concurrent;
using CrmPlatform.Identity.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Tests.Support;

/// <summary>What happens while a new password is hashed, by account: after the account was read and before it is saved.</summary>
public sealed class Meanwhile : ConcurrentDictionary<Guid, Action>;

internal sealed class InterruptedHasher(IOptions<PasswordHasherOptions> options, Meanwhile meanwhile) : PasswordHasher<User>(options)
{
    public override string HashPassword(User user, string password)
    {
        if (meanwhile.TryRemove(user.Id, out var happens)) happens();
        return base.HashPassword(user, password);
    }
}
