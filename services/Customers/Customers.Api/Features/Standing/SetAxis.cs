using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Standing;

/// <param name="Value">A code of the axis (<c>high</c>), <c>true</c> or <c>false</c> for problem, 1 to 5 for cooperation and loyalty.</param>
public sealed record SetAxisRequest([property: Required, StringLength(40, MinimumLength = 1)] string Value, [property: StringLength(400)] string? Reason = null);

/// <summary>C5: sets an axis by hand or gives it back to its rule. Cooperation and loyalty are the owner's to say, the others a manager's.</summary>
internal sealed class SetAxis(CustomersDb db, CallerAccessor accessor, StandingSignal signal, TimeProvider time, IHttpContextAccessor http)
{
    private Caller Me => accessor.Caller;

    public static Task<Results<Ok<StandingView>, Missing, Invalid, Denied, Refused, Stale>> PutAsync(
        Guid id, Coded<Axis> axis, SetAxisRequest request, IfMatch ifMatch, SetAxis set, CancellationToken cancellationToken) =>
        set.DoAsync(id, axis.Value, ifMatch, customer => set.Set(customer, axis.Value, request), cancellationToken);

    public static Task<Results<Ok<StandingView>, Missing, Invalid, Denied, Refused, Stale>> ReleaseAsync(
        Guid id, Coded<Axis> axis, IfMatch ifMatch, SetAxis set, CancellationToken cancellationToken) =>
        set.DoAsync(id, axis.Value, ifMatch, customer => set.Release(customer, axis.Value), cancellationToken);

    private async Task<Results<Ok<StandingView>, Missing, Invalid, Denied, Refused, Stale>> DoAsync(
        Guid id, Axis axis, IfMatch ifMatch, Func<Customer, Refusal?> change, CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        if (Forbids(customer, axis) is { } denied) return new Denied(denied);
        if (change(customer) is { } refusal)
        {
            if (refusal.Kind == RefusalKind.Invalid) return new Invalid(refusal);
            return new Refused(refusal);
        }
        db.Tell(customer);
        db.AfterCommit(signal.Pulse);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(StandingView.Of(customer, http.HttpContext!.Request.Language()));
    }

    private Refusal? Set(Customer customer, Axis axis, SetAxisRequest request)
    {
        var now = time.GetUtcNow();
        return axis switch
        {
            Axis.Heat => Coded<Heat>(request, value => customer.SetHeat(value, request.Reason, Me.Subject, now)),
            Axis.Maturity => Coded<Maturity>(request, value => customer.SetMaturity(value, request.Reason, Me.Subject, now)),
            Axis.Grade => Coded<ValueGrade>(request, value => customer.SetGrade(value, request.Reason, Me.Subject, now)),
            Axis.Problem => bool.TryParse(request.Value, out var problem)
                ? customer.SetProblem(problem, request.Reason, Me.Subject, now)
                : Refusal.Invalid("value", "axis.value", "true or false is expected."),
            Axis.Cooperation or Axis.Loyalty => customer.Rate(axis, int.TryParse(request.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var score) ? score : 0, request.Reason, Me.Subject, now),
            Axis.Class => Refusal.Conflict("axis.class", "The class is computed; a manager overrides it with a reason and an expiry at class-override."),
            Axis.Zone => Refusal.Conflict("axis.computed", "The consumption zone is computed by Insights and by nobody else."),
            _ => Refusal.Conflict("axis.stage", "A stage is moved at the customer's stage, where its gates are."),
        };
    }

    private Refusal? Release(Customer customer, Axis axis)
    {
        if (customer.RefuseUnlessActive() is { } refusal) return refusal;
        if (axis is not (Axis.Heat or Axis.Maturity or Axis.Problem))
            return Refusal.Conflict("axis.no-rule", "Only heat, maturity and problem have a rule that they can be given back to.");
        customer.Release(axis);
        db.Touch(customer.Id, new Touch(Reassess: true));
        return null;
    }

    private Refusal? Forbids(Customer customer, Axis axis)
    {
        if (axis is Axis.Cooperation or Axis.Loyalty)
        {
            // An agent sees everybody and owns nobody; a manager may say it in the owner's place.
            return customer.OwnerId == Me.Subject || accessor.May(Permissions.CustomersClassify)
                ? null
                : Refusal.Forbidden("axis.owner-only", "Cooperation and loyalty are what the owner of the customer says they are.");
        }
        return accessor.RefuseAxis(axis);
    }

    private static Refusal? Coded<T>(SetAxisRequest request, Func<T, Refusal?> set) where T : struct, Enum => EnumCode.TryParse<T>(request.Value, out var value)
        ? set(value)
        : Refusal.Invalid("value", "axis.value", $"One of these is expected: {string.Join(", ", EnumCode.All<T>())}.");
}
