using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace CrmPlatform.Identity.Data;

/// <summary>Accounts, clients, sessions, tokens and keys.</summary>
internal abstract class IdentityDb(DbContextOptions options) : ServiceDb(options)
{
    private const int Unlimited = -1;
    private const int ShortName = 100;
    private const int LongName = 200;

    public DbSet<User> Users => Set<User>();

    public DbSet<SignInState> SignInStates => Set<SignInState>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SignInRecord> SignInRecords => Set<SignInRecord>();

    public DbSet<KeyRow> Keys => Set<KeyRow>();

    public DbSet<Client> Clients => Set<Client>();

    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<Token> Tokens => Set<Token>();

    protected override void BuildModel(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("Users").HasKey(u => u.Id);
            user.Property(u => u.Id).ValueGeneratedNever();
            user.Property(u => u.UserName).HasMaxLength(ShortName);
            user.Property(u => u.NormalizedUserName).HasMaxLength(ShortName);
            user.HasIndex(u => u.NormalizedUserName).IsUnique();
            user.Property(u => u.Email).HasMaxLength(254);
            user.Property(u => u.NormalizedEmail).HasMaxLength(254);
            user.HasIndex(u => u.NormalizedEmail);
            user.Property(u => u.Name).HasMaxLength(LongName);
            user.Property(u => u.Team).HasMaxLength(ShortName);
            user.Property(u => u.TotpSecret).HasMaxLength(2000);
            user.PrimitiveCollection(u => u.Roles).HasMaxLength(400);
            user.PrimitiveCollection(u => u.RecoveryCodes).HasMaxLength(2000);
            // Counted and decided elsewhere, or not wanted; Version stands for the concurrency stamp.
            user.Ignore(u => u.ConcurrencyStamp).Ignore(u => u.AccessFailedCount).Ignore(u => u.LockoutEnabled).Ignore(u => u.LockoutEnd)
                .Ignore(u => u.TwoFactorEnabled).Ignore(u => u.PhoneNumber).Ignore(u => u.PhoneNumberConfirmed).Ignore(u => u.EmailConfirmed);
        });
        model.Entity<SignInState>(state =>
        {
            state.ToTable("SignInStates").HasKey(s => s.UserId);
            state.Property(s => s.UserId).ValueGeneratedNever();
            state.HasOne<User>().WithOne().HasForeignKey<SignInState>(s => s.UserId);
        });
        model.Entity<Session>(session =>
        {
            session.ToTable("Sessions");
            session.HasIndex(s => new { s.UserId, s.Key });
            session.Property(s => s.UserName).HasMaxLength(ShortName);
            session.Property(s => s.Address).HasMaxLength(45).IsUnicode(false);
            session.Property(s => s.Agent).HasMaxLength(Session.AgentLength);
        });
        model.Entity<SignInRecord>(record =>
        {
            record.ToTable("SignInRecords");
            record.HasIndex(r => new { r.UserId, r.Key });
            record.HasIndex(r => r.At);
            record.Property(r => r.UserName).HasMaxLength(ShortName);
            record.Property(r => r.ClientId).HasMaxLength(ShortName);
            record.Property(r => r.Address).HasMaxLength(45).IsUnicode(false);
            record.Property(r => r.Agent).HasMaxLength(Session.AgentLength);
        });
        model.Entity<KeyRow>(key =>
        {
            key.ToTable("Keys");
            key.HasIndex(k => new { k.Use, k.Generation }).IsUnique();
            key.Property(k => k.KeyId).HasMaxLength(60).IsUnicode(false);
            key.Property(k => k.Material).HasMaxLength(Unlimited);
        });
        BuildProtocol(model);
    }

    private static void BuildProtocol(ModelBuilder model)
    {
        model.UseOpenIddict<Client, Grant, OpenIddictEntityFrameworkCoreScope<Guid>, Token, Guid>();
        model.Entity<Client>(client =>
        {
            client.ToTable("Clients");
            client.Property(c => c.Id).ValueGeneratedNever();
            client.PrimitiveCollection(c => c.Roles).HasMaxLength(400);
            client.Property(c => c.Team).HasMaxLength(ShortName);
            client.HasOne<User>().WithMany().HasForeignKey(c => c.ActsFor).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Grant>(grant =>
        {
            grant.ToTable("Grants");
            grant.HasIndex(g => g.SessionId);
            grant.Property(g => g.Subject).HasMaxLength(ShortName);
        });
        model.Entity<Token>(token =>
        {
            token.ToTable("Tokens");
            token.Property(t => t.Subject).HasMaxLength(ShortName);
            token.HasIndex(t => t.CreationDate);
        });
        model.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("Scopes");
        // What the library leaves without a length is JSON or a payload; the house's own default is not meant for it.
        foreach (var property in new[] { typeof(Client), typeof(Grant), typeof(Token), typeof(OpenIddictEntityFrameworkCoreScope<Guid>) }
            .SelectMany(type => model.Model.FindEntityType(type)!.GetProperties())
            .Where(property => property.Name is "DisplayNames" or "JsonWebKeySet" or "Permissions" or "PostLogoutRedirectUris" or "Properties"
                or "RedirectUris" or "Requirements" or "Settings" or "Scopes" or "Payload" or "Descriptions" or "Resources"))
        {
            property.SetMaxLength(Unlimited);
        }
    }
}

/// <summary>The model on SQLite.</summary>
internal sealed class IdentitySqlite(DbContextOptions<IdentitySqlite> options) : IdentityDb(options);

/// <summary>The model on SQL Server.</summary>
internal sealed class IdentitySqlServer(DbContextOptions<IdentitySqlServer> options) : IdentityDb(options);
