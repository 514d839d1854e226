using CrmPlatform.Identity;
using CrmPlatform.ServiceDefaults.Hosting;

return ServiceHost.Run(args, IdentityHost.Build);
