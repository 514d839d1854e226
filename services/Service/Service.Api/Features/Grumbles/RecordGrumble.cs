using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Grumbles;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Grumbles;

/// <param name="At">When it was said; now when left out.</param>
public sealed record GrumbleRequest(
    Guid CustomerId, [property: Required, StringLength(4000, MinimumLength = 1)] string Text, IntakeChannel Channel = IntakeChannel.Reception, ComplaintCategory? Category = null,
    DateTimeOffset? At = null);

/// <param name="InWindow">How many that no complaint cites yet lie in the window that ends now.</param>
/// <param name="ComplaintId">The complaint that cites it; set at once when this one was the last that was needed.</param>
public sealed record GrumbleView(Guid Id, Guid CustomerId, string Text, IntakeChannel Channel, ComplaintCategory? Category, DateTimeOffset At, string RecordedBy, Guid? ComplaintId, int? InWindow)
{
    internal static GrumbleView Of(GrumbleRow g, int? inWindow = null) => new(g.Id, g.CustomerId, g.Text, g.Channel, g.Category, g.At, g.RecordedBy, g.CitedBy, inWindow);
}

/// <summary>S1: records a grumble; the third in 90 days opens a complaint that cites them.</summary>
internal static class RecordGrumble
{
    private const int Attempts = 8;

    public static async Task<Results<Created<GrumbleView>, Invalid>> HandleAsync(
        GrumbleRequest request, ComplaintsDb db, CustomerDirectory customers, ComplaintIntake intake, Caller caller, IOptions<ComplaintsOptions> options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (string.IsNullOrWhiteSpace(request.Text)) return new Invalid("text", "What was said is expected.", "grumble.empty");
        if (request.At > now.AddMinutes(5) || request.At?.Year < 1990) return new Invalid("at", "A grumble was said in the past, and after 1990.", "grumble.at");
        if (await customers.FindAsync(request.CustomerId, cancellationToken) is not { IsGone: false } customer || !customer.IsSeenBy(caller))
            return new Invalid("customerId", $"There is no customer '{request.CustomerId}' that you may see.", "grumble.customer-unknown");

        var policy = new GrumblePolicy(options.Value.GrumbleCount, options.Value.GrumbleDays);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (row, count) = await OnceAsync(request, customer, db, intake, caller, policy, now, cancellationToken);
                return TypedResults.Created($"/api/v1/grumbles?customerId={customer.CustomerId}", GrumbleView.Of(row, count));
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another grumble of the same customer was entered at the same moment: count again.
                await db.RollbackAsync();
                db.ChangeTracker.Clear();
            }
        }
    }

    private static async Task<(GrumbleRow Row, int InWindow)> OnceAsync(
        GrumbleRequest request, KnownCustomer customer, ComplaintsDb db, ComplaintIntake intake, Caller caller, GrumblePolicy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tallies = db.Set<GrumbleTally>();
        var tally = await tallies.SingleOrDefaultAsync(t => t.CustomerId == customer.CustomerId, cancellationToken);
        if (tally is null) tallies.Add(tally = new GrumbleTally { CustomerId = customer.CustomerId });
        tally.Count++;
        var open = await db.Grumbles.IgnoreQueryFilters().Where(g => g.CustomerId == customer.CustomerId && g.CitedBy == null).ToListAsync(cancellationToken);
        var row = new GrumbleRow
        {
            CustomerId = customer.CustomerId, Text = request.Text.Trim(), Channel = request.Channel, Category = request.Category, At = request.At ?? now, RecordedBy = caller.Subject,
        };
        open.Add(row);
        var cited = GrumbleWatch.ToComplainOf(open.Select(g => g.ToDomain()), policy).Select(g => g.Id).ToHashSet();
        if (cited.Count == 0)
        {
            Enter(db, row);
            await db.SaveChangesAsync(cancellationToken);
            return (row, GrumbleWatch.CountAt(open.Select(g => g.ToDomain()), now, policy));
        }
        var these = open.Where(g => cited.Contains(g.Id)).OrderBy(g => g.At).ToList();
        await intake.OpenAsync(ComplaintOf(these, customer, now), customer, caller.Subject, cancellationToken, complaint =>
        {
            Enter(db, row);
            foreach (var grumble in these) grumble.CitedBy = complaint.Id;
        });
        return (row, 0);
    }

    private static void Enter(ComplaintsDb db, GrumbleRow row)
    {
        db.Grumbles.Add(row);
        db.Publish(new GrumbleRecorded(row.Id, row.CustomerId, row.Text, row.At), row.CustomerId);
    }

    private static ComplaintData ComplaintOf(IReadOnlyList<GrumbleRow> grumbles, KnownCustomer customer, DateTimeOffset now)
    {
        var category = grumbles.Where(g => g.Category is not null).GroupBy(g => g.Category!.Value).OrderByDescending(g => g.Count()).Select(g => (ComplaintCategory?)g.Key).FirstOrDefault();
        var words = string.Join("\n", grumbles.Select(g => $"{g.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {g.Text}"));
        var english = customer.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
        return new ComplaintData(grumbles[^1].Channel, category ?? ComplaintCategory.Attitude, english ? $"{grumbles.Count} grumbles since {grumbles[0].At:yyyy-MM-dd}" : $"自 {grumbles[0].At:yyyy-MM-dd} 起 {grumbles.Count} 次埋怨")
        {
            CustomerId = customer.CustomerId, CustomerClass = customer.Class, Details = words.Length <= 20_000 ? words : words[..20_000], Language = customer.Language, ReceivedAt = now, IsUntold = true,
        };
    }
}
