// What of a machine is worth looking at; regular expressions over whole labels.
{
  // File systems without a disk of their own, and images that are full and read-only by nature.
  // Add the type of a network file system that somebody else watches.
  ignoredFilesystems: 'autofs|devtmpfs|erofs|fuse.*|iso9660|nsfs|overlay|proc|ramfs|rootfs|squashfs|sysfs|tmpfs|tracefs',

  // Where file systems are mounted that nobody minds. Add a volume that is full by design.
  ignoredMountpoints: '/boot/efi|/run/.+|/var/lib/(docker|containerd|kubelet)/.+',

  // Network devices that carry what another one carries already: loopback, containers, bridges.
  ignoredDevices: 'lo|br.*|cali.*|cilium.*|cni.*|docker.*|flannel.*|lxc.*|veth.*|virbr.*',
}
