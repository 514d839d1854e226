using CrmPlatform.Identity.Contracts;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Identity.Features.Keys;

/// <summary>Where a key stands.</summary>
public enum KeyState
{
    /// <summary>Published, and will be used.</summary>
    Announced,

    /// <summary>In use.</summary>
    Active,

    /// <summary>Published until the last token made with it has expired.</summary>
    Retired,
}

/// <summary>A key, without its material.</summary>
public sealed record KeyView(string KeyId, KeyUse Use, KeyState State, DateTimeOffset CreatedAt, DateTimeOffset ActiveFrom, DateTimeOffset? GoneAt);

/// <summary>The keys with which tokens are signed and encrypted.</summary>
internal static class KeysEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup($"/operations/{IdentityHost.Service}/keys").RequirePermission(Permissions.OperationsManage).WithTags("Keys");
        keys.MapGet("", ListKeys.HandleAsync).WithName("keys").WithSummary("The keys in use, announced and retired.");
        keys.MapPost("/rotation", RotateKeys.HandleAsync).WithName("keys-rotate").WithSummary("Makes new keys before the old ones have grown old.");
    }

    public static Page<KeyView> Show(IReadOnlyList<KeyRow> all, KeySchedule schedule, DateTimeOffset now) =>
        Page.Whole<KeyView>([.. all.GroupBy(key => key.Use).SelectMany(use =>
        {
            var keys = use.ToList();
            var active = KeySchedule.Active(keys, now);
            return schedule.Published(keys, now).OrderByDescending(key => key.Generation).Select(key => new KeyView(
                key.KeyId, key.Use, key == active ? KeyState.Active : key.Generation > active.Generation ? KeyState.Announced : KeyState.Retired,
                key.CreatedAt, key.ActiveFrom, schedule.GoneAt(key, keys)));
        })]);
}
