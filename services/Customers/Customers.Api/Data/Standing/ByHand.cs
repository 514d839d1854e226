using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Data.Standing;

/// <summary>C5: an axis is a manager's to set by hand; what a customer is worth also where it is written with the file, by a conversion or a merge.</summary>
internal static class ByHand
{
    public static Refusal? RefuseAxis(this CallerAccessor caller, Axis axis) => caller.May(Permissions.CustomersClassify)
        ? null
        : Refusal.Forbidden("axis.manager-only", $"Setting {EnumCode.Of(axis)} by hand needs the right {Permissions.CustomersClassify}.");

    public static Refusal? RefuseGrade(this CallerAccessor caller, ValueGrade now, ValueGrade wanted) => wanted == now ? null : caller.RefuseAxis(Axis.Grade);
}
