using CrmPlatform.ServiceDefaults.Hosting;

return ServiceHost.Run(args, CrmPlatform.Service.ComplaintsHost.Build);
